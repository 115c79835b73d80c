import {
  FixPlanned,
  HotfixRequested,
  IssueNotificationFailed,
  IssueRaised,
  IssueResolved,
  IssuesDocumentRecorded,
  IssueStatusCommunicated,
  IssueTriaged,
} from '@slipway/contracts';
import { firstRejection, isRejection, type Decider, type Rejection } from '@slipway/decider';
import { breachOf, earliest } from './deadline.js';
import type { DeskCommand } from './desk.commands.js';
import * as policies from './desk.policies.js';
import type { DeskRejection, DeskRule } from './desk.policies.js';
import {
  evolve,
  initialState,
  isCritical,
  isOpen,
  isTold,
  type DeskEvent,
  type DeskState,
  type Issue,
} from './desk.state.js';
import { priorityOf } from './priority.js';
import { reviewed, withReview } from './review.js';

/** The issue desk of one release: what was found after it, how bad it is, and what became of it. */
export const desk: Decider<DeskState, DeskCommand, DeskEvent, DeskRejection> = {
  category: 'desk',
  initialState,
  evolve,
  decide(command, state, { now }) {
    const decided = decide(command, state, now);
    return isRejection(decided) ? decided : withReview(state, decided);
  },
};

function decide(command: DeskCommand, state: DeskState, now: string): DeskEvent[] | Rejection<DeskRejection> {
  const unless = (rules: readonly DeskRule[], events: () => DeskEvent[]) =>
    firstRejection(rules, command, state) ?? events();
  switch (command.type) {
    case 'RaiseIssue':
      return raised(command, state);
    case 'Triage':
      return unless(policies.mayTriage, () => triaged(command, state.issues[command.issueId], now));
    case 'PlanFix': {
      const { issueId, plan, plannedFor } = command;
      const releaseId = releaseOf(issueId);
      return unless(policies.mayPlan, () => [FixPlanned.of({ issueId, releaseId, plan, plannedFor })]);
    }
    case 'RequestHotfix': {
      const { issueId, reason } = command;
      const releaseId = releaseOf(issueId);
      return unless(policies.mayRequestHotfix, () => [HotfixRequested.of({ issueId, releaseId, reason })]);
    }
    case 'Resolve':
      return unless(policies.mayResolve, () => resolved(command, state.issues[command.issueId], now));
    case 'MissDeadline':
      return missed(state.issues[command.issueId], now);
    case 'RecordCommunication':
      return told(command, state.issues[command.issueId]);
    case 'RecordFailedCommunication': {
      const { type: _, retryAt, ...failed } = command;
      const retry = retryAt === undefined ? {} : { retryAt };
      return [IssueNotificationFailed.of({ ...failed, releaseId: releaseOf(failed.issueId), ...retry })];
    }
    case 'ConcludeReview':
      return unless(policies.mayReview, () => [reviewed(command.releaseId, state)]);
    case 'RecordDocument': {
      const { releaseId, step, output, evidence } = command;
      if (state.documents[output] === evidence.digest) return [];
      return [IssuesDocumentRecorded.of({ releaseId, step, output, evidence })];
    }
  }
}

/** Issue ids are `<release>.<number>`. */
export const releaseOf = (issueId: string): string => issueId.slice(0, issueId.lastIndexOf('.'));

/** What reports itself again while it is open is the same issue. */
function raised(command: DeskCommand & { type: 'RaiseIssue' }, { issues }: DeskState): DeskEvent[] {
  const { releaseId, title, detail, source } = command;
  const known = Object.values(issues).some(
    (issue) => isOpen(issue) && issue.raised.title === title && issue.raised.source.kind === source.kind,
  );
  if (known && source.kind !== 'person') return [];
  const issueId = `${releaseId}.${String(Object.keys(issues).length + 1)}`;
  return [IssueRaised.of({ issueId, releaseId, title, detail, source })];
}

/** A deadline that has passed by now was missed, also when this triage lifts it or gives it back. */
function triaged(command: DeskCommand & { type: 'Triage' }, issue: Issue | undefined, now: string): DeskEvent[] {
  const { issueId, category, impact, urgency, deadlineIfCritical } = command;
  const priority = priorityOf(impact, urgency);
  const due = priority === 'critical' ? earliest(issue?.deadline, deadlineIfCritical) : undefined;
  const deadline = due === undefined ? {} : { deadline: due };
  const releaseId = releaseOf(issueId);
  const triage = IssueTriaged.of({ issueId, releaseId, category, impact, urgency, priority, ...deadline });
  return [...breachOf(issue, issue?.triaged?.deadline ?? due, now), triage];
}

function resolved(command: DeskCommand & { type: 'Resolve' }, issue: Issue | undefined, now: string): DeskEvent[] {
  const { issueId, resolution, evidence } = command;
  const breach = breachOf(issue, issue?.triaged?.deadline, now);
  const resolved = IssueResolved.of({
    issueId,
    releaseId: releaseOf(issueId),
    resolution,
    critical: issue !== undefined && isCritical(issue),
    inTime: issue?.breached !== true && breach.length === 0,
    evidence: [...evidence],
  });
  return [...breach, resolved];
}

/** A deadline that a new triage has lifted, or that was met, is not missed. */
const missed = (issue: Issue | undefined, now: string): DeskEvent[] =>
  issue !== undefined && isOpen(issue) ? breachOf(issue, issue.triaged?.deadline, now) : [];

function told(command: DeskCommand & { type: 'RecordCommunication' }, issue: Issue | undefined): DeskEvent[] {
  if (issue === undefined || isTold(issue, command)) return [];
  const { issueId, status, eventId, channel, receipt } = command;
  return [IssueStatusCommunicated.of({ issueId, releaseId: releaseOf(issueId), status, eventId, channel, receipt })];
}
