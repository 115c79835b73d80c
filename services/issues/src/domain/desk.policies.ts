import { pass, reject, type Rejection, type Rule } from '@slipway/decider';
import type { ConcludeReview, IssueCommand, RaiseIssue } from './desk.commands.js';
import { isCritical, isOpen, type DeskState, type Issue } from './desk.state.js';

export type DeskRejection =
  | 'RELEASE_ENDED'
  | 'ISSUE_UNKNOWN'
  | 'ISSUE_RESOLVED'
  | 'ISSUE_NOT_TRIAGED'
  | 'HOTFIX_ONLY_FOR_CRITICAL'
  | 'HOTFIX_REQUESTED_ALREADY'
  | 'ISSUES_NOT_TRIAGED';

type IssueRule = Rule<[command: IssueCommand, issue: Issue], DeskRejection>;
type ReleaseRule = Rule<[command: RaiseIssue | ConcludeReview], DeskRejection>;
type ReviewRule = Rule<[command: ConcludeReview, state: DeskState], DeskRejection>;

const issueIsOpen: IssueRule = (_, issue) =>
  isOpen(issue) ? pass : reject('ISSUE_RESOLVED', { ...issue.resolved, fix: 'raise another issue if it is back' });

const issueIsTriaged: IssueRule = (_, { triaged }) =>
  triaged === undefined
    ? reject('ISSUE_NOT_TRIAGED', { fix: 'POST its triage {category, impact, urgency} first' })
    : pass;

const issueIsCritical: IssueRule = (_, issue) =>
  isCritical(issue)
    ? pass
    : reject('HOTFIX_ONLY_FOR_CRITICAL', { priority: issue.triaged?.priority, fix: 'plan its fix instead' });

const noHotfixYet: IssueRule = (_, { hotfix }) =>
  hotfix === undefined ? pass : reject('HOTFIX_REQUESTED_ALREADY', { fix: 'nothing more is needed' });

const releaseHasNotEnded: ReleaseRule = ({ releaseId, terms }) =>
  terms.ended
    ? reject('RELEASE_ENDED', { releaseId, fix: 'raise it for the release that runs now; this one has ended' })
    : pass;

const everyIssueIsTriaged: ReviewRule = (_, { issues }) => {
  const untriaged = Object.entries(issues).filter(([, issue]) => isOpen(issue) && issue.triaged === undefined);
  if (untriaged.length === 0) return pass;
  return reject('ISSUES_NOT_TRIAGED', { issues: untriaged.map(([id]) => id), fix: 'triage these first' });
};

export const mayRaise: readonly ReleaseRule[] = [releaseHasNotEnded];
export const mayReview: readonly ReviewRule[] = [releaseHasNotEnded, everyIssueIsTriaged];
export const mayTriage: readonly IssueRule[] = [issueIsOpen];
export const mayPlan: readonly IssueRule[] = [issueIsOpen, issueIsTriaged];
export const mayRequestHotfix: readonly IssueRule[] = [...mayPlan, issueIsCritical, noHotfixYet];
export const mayResolve: readonly IssueRule[] = mayPlan;

export const unknownIssue = (issueId: string): Rejection<DeskRejection> =>
  reject('ISSUE_UNKNOWN', { issueId, fix: 'GET /issues/v1/releases/<release>/issues lists them' });
