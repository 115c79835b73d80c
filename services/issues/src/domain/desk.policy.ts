import { pass, reject, type DecisionContext, type Rejection, type Rule } from '@slipway/decider';
import type { ConcludeReview, PlanFix, RaiseIssue, RequestHotfix, Resolve } from './desk.commands.js';
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

/** A rule of one command to the desk. */
export type DeskRule<Command, Code extends DeskRejection = DeskRejection> = Rule<
  Command,
  DeskState,
  DecisionContext,
  Code
>;

/** A rule of one command about an issue that is open. */
type IssueRule<Command> = Rule<Command, OpenIssue, DecisionContext, DeskRejection>;

/** Nobody works on more at once. What is reported beyond that is one issue: see `reported`. */
export const openIssues = 2000;

/** A rejection is no place for a list of all: it names so many. */
const named = 20;

const issueIsTriaged: IssueRule<unknown> = (_, { priority }) =>
  priority === undefined
    ? reject('ISSUE_NOT_TRIAGED', { fix: 'triage it first: POST its {category, impact, urgency}' })
    : pass;

const issueIsCritical: IssueRule<RequestHotfix> = (_, issue) =>
  isCritical(issue)
    ? pass
    : reject('HOTFIX_ONLY_FOR_CRITICAL', { priority: issue.priority, fix: 'plan its fix instead' });

const noHotfixYet: IssueRule<RequestHotfix> = (_, { hotfix }) =>
  hotfix ? reject('HOTFIX_REQUESTED_ALREADY', { fix: 'nothing more is needed' }) : pass;

const releaseHasNotEnded: DeskRule<RaiseIssue | ConcludeReview> = ({ releaseId, terms }) =>
  terms.ended
    ? reject('RELEASE_ENDED', { releaseId, fix: 'raise it for the release that runs now; this one has ended' })
    : pass;

const fewEnoughAreOpen: DeskRule<RaiseIssue> = (_, { open }) =>
  open.size < openIssues
    ? pass
    : reject('TOO_MANY_OPEN_ISSUES', {
        open: open.size,
        most: openIssues,
        fix: 'resolve some of the open issues first',
      });

const everyIssueIsTriaged: DeskRule<ConcludeReview> = (_, { open }) => {
  const untriaged = [...open.values()].filter(({ priority }) => priority === undefined).map(({ issueId }) => issueId);
  if (untriaged.length === 0) return pass;
  const others = untriaged.length > named ? { others: untriaged.length - named } : {};
  return reject('ISSUES_NOT_TRIAGED', { issues: untriaged.slice(0, named), ...others, fix: 'triage these first' });
};

export const mayRaise: readonly DeskRule<RaiseIssue>[] = [releaseHasNotEnded, fewEnoughAreOpen];
export const mayReview: readonly DeskRule<ConcludeReview>[] = [releaseHasNotEnded, everyIssueIsTriaged];
export const mayPlan: readonly IssueRule<PlanFix>[] = [issueIsTriaged];
export const mayRequestHotfix: readonly IssueRule<RequestHotfix>[] = [issueIsTriaged, issueIsCritical, noHotfixYet];
export const mayResolve: readonly IssueRule<Resolve>[] = [issueIsTriaged];

/** Of an issue that is not open: it has been resolved, or was never raised. */
export const notOpen = (issueId: string, { raised }: DeskState): Rejection<DeskRejection> => {
  const number = numberOf(issueId);
  return number >= 1 && number <= raised
    ? reject('ISSUE_RESOLVED', { issueId, fix: 'raise another issue if it occurs again' })
    : unknownIssue(issueId);
};

export const unknownIssue = (issueId: string): Rejection<DeskRejection> =>
  reject('ISSUE_UNKNOWN', { issueId, fix: 'GET /issues/v1/releases/<release>/issues lists them' });
