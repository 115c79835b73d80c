import { pass, reject, type Rule } from '@slipway/decider';
import type { DeskCommand } from './desk.commands.js';
import { isCritical, isOpen, type DeskState, type Issue } from './desk.state.js';

export type DeskRejection =
  | 'ISSUE_UNKNOWN'
  | 'ISSUE_RESOLVED'
  | 'ISSUE_NOT_TRIAGED'
  | 'HOTFIX_ONLY_FOR_CRITICAL'
  | 'HOTFIX_REQUESTED_ALREADY'
  | 'ISSUES_NOT_TRIAGED';

export type DeskRule = Rule<[command: DeskCommand, state: DeskState], DeskRejection>;

export const mayTriage: readonly DeskRule[] = [issueIsKnown, issueIsOpen];
export const mayPlan: readonly DeskRule[] = [issueIsKnown, issueIsOpen, issueIsTriaged];
export const mayRequestHotfix: readonly DeskRule[] = [...mayPlan, issueIsCritical, noHotfixYet];
export const mayResolve: readonly DeskRule[] = mayPlan;
export const mayReview: readonly DeskRule[] = [everyIssueIsTriaged];

function issueOf(command: DeskCommand, { issues }: DeskState): Issue | undefined {
  return 'issueId' in command ? issues[command.issueId] : undefined;
}

function issueIsKnown(...[command, state]: Parameters<DeskRule>) {
  if (!('issueId' in command) || issueOf(command, state) !== undefined) return pass;
  return reject('ISSUE_UNKNOWN', {
    issueId: command.issueId,
    fix: 'GET /issues/v1/releases/<release>/issues lists them',
  });
}

function issueIsOpen(...[command, state]: Parameters<DeskRule>) {
  const issue = issueOf(command, state);
  return issue === undefined || isOpen(issue)
    ? pass
    : reject('ISSUE_RESOLVED', { ...issue.resolved, fix: 'raise another issue if it is back' });
}

function issueIsTriaged(...[command, state]: Parameters<DeskRule>) {
  return issueOf(command, state)?.triaged === undefined
    ? reject('ISSUE_NOT_TRIAGED', { fix: 'POST its triage {category, impact, urgency} first' })
    : pass;
}

function issueIsCritical(...[command, state]: Parameters<DeskRule>) {
  const issue = issueOf(command, state);
  if (issue === undefined || isCritical(issue)) return pass;
  return reject('HOTFIX_ONLY_FOR_CRITICAL', { priority: issue.triaged?.priority, fix: 'plan its fix instead' });
}

function noHotfixYet(...[command, state]: Parameters<DeskRule>) {
  return issueOf(command, state)?.hotfix === undefined
    ? pass
    : reject('HOTFIX_REQUESTED_ALREADY', { fix: 'nothing more is needed' });
}

function everyIssueIsTriaged(...[, { issues }]: Parameters<DeskRule>) {
  const untriaged = Object.entries(issues).filter(([, issue]) => isOpen(issue) && issue.triaged === undefined);
  if (untriaged.length === 0) return pass;
  return reject('ISSUES_NOT_TRIAGED', { issues: untriaged.map(([id]) => id), fix: 'triage these first' });
}
