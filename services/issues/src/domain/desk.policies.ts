import { pass, reject, type Rejection, type Rule } from '@slipway/decider';
import type { ConcludeReview, IssueCommand, RaiseIssue } from './desk.commands.js';
import { isCritical, type DeskState, type OpenIssue } from './desk.state.js';
import { numberOf } from './issue-id.js';

export type DeskRejection =
  | 'RELEASE_ENDED'
  | 'REPORT_REFUSED'
  | 'ISSUE_UNKNOWN'
  | 'ISSUE_RESOLVED'
  | 'ISSUE_NOT_TRIAGED'
  | 'HOTFIX_ONLY_FOR_CRITICAL'
  | 'HOTFIX_REQUESTED_ALREADY'
  | 'ISSUES_NOT_TRIAGED'
  | 'TOO_MANY_OPEN_ISSUES';

type IssueRule = Rule<[command: IssueCommand, issue: OpenIssue], DeskRejection>;
type ReleaseRule = Rule<[command: RaiseIssue | ConcludeReview], DeskRejection>;
type RaiseRule = Rule<[command: RaiseIssue, state: DeskState], DeskRejection>;
type ReviewRule = Rule<[command: ConcludeReview, state: DeskState], DeskRejection>;

/** Nobody works on more at once. What is reported beyond that is one issue: see `reported`. */
export const openIssues = 2000;

/** A rejection is no place for a list of all: it names so many. */
const named = 20;

const issueIsTriaged: IssueRule = (_, { priority }) =>
  priority === undefined
    ? reject('ISSUE_NOT_TRIAGED', { fix: 'POST its triage {category, impact, urgency} first' })
    : pass;

const issueIsCritical: IssueRule = (_, issue) =>
  isCritical(issue)
    ? pass
    : reject('HOTFIX_ONLY_FOR_CRITICAL', { priority: issue.priority, fix: 'plan its fix instead' });

const noHotfixYet: IssueRule = (_, { hotfix }) =>
  hotfix ? reject('HOTFIX_REQUESTED_ALREADY', { fix: 'nothing more is needed' }) : pass;

const releaseHasNotEnded: ReleaseRule = ({ releaseId, terms }) =>
  terms.ended
    ? reject('RELEASE_ENDED', { releaseId, fix: 'raise it for the release that runs now; this one has ended' })
    : pass;

const fewEnoughAreOpen: RaiseRule = (_, { open }) =>
  open.size < openIssues
    ? pass
    : reject('TOO_MANY_OPEN_ISSUES', {
        open: open.size,
        most: openIssues,
        fix: 'resolve some of the open issues first',
      });

const everyIssueIsTriaged: ReviewRule = (_, { open }) => {
  const untriaged = [...open.values()].filter(({ priority }) => priority === undefined).map(({ issueId }) => issueId);
  if (untriaged.length === 0) return pass;
  const others = untriaged.length > named ? { others: untriaged.length - named } : {};
  return reject('ISSUES_NOT_TRIAGED', { issues: untriaged.slice(0, named), ...others, fix: 'triage these first' });
};

export const mayRaise: readonly RaiseRule[] = [releaseHasNotEnded, fewEnoughAreOpen];
export const mayReview: readonly ReviewRule[] = [releaseHasNotEnded, everyIssueIsTriaged];
export const mayPlan: readonly IssueRule[] = [issueIsTriaged];
export const mayRequestHotfix: readonly IssueRule[] = [...mayPlan, issueIsCritical, noHotfixYet];
export const mayResolve: readonly IssueRule[] = mayPlan;

/** Of an issue that is not open: it has been resolved, or was never raised. */
export const notOpen = (issueId: string, { raised }: DeskState): Rejection<DeskRejection> => {
  const number = numberOf(issueId);
  return number >= 1 && number <= raised
    ? reject('ISSUE_RESOLVED', { issueId, fix: 'raise another issue if it is back' })
    : unknownIssue(issueId);
};

export const unknownIssue = (issueId: string): Rejection<DeskRejection> =>
  reject('ISSUE_UNKNOWN', { issueId, fix: 'GET /issues/v1/releases/<release>/issues lists them' });
