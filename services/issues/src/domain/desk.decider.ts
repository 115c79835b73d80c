import {
  FixPlanned,
  HotfixRequested,
  IssueNotificationFailed,
  IssueResolved,
  IssuesDocumentRecorded,
  IssueStatusCommunicated,
  IssueTriaged,
} from '@slipway/contracts';
import { firstRejection, isRejection, type Decider, type Rejection } from '@slipway/decider';
import { later } from '@slipway/flow';
import { breachOf, deadlineNow, earliest } from './deadline.js';
import type { DeskCommand, IssueCommand, RecordCommunication, Resolve, Triage } from './desk.commands.js';
import * as policies from './desk.policies.js';
import type { DeskRejection } from './desk.policies.js';
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
import { raised, refused, reported } from './trouble.js';

type Decided = DeskEvent[] | Rejection<DeskRejection>;

/** The issue desk of one release: what was found after it, how bad it is, and what became of it. */
export const desk: Decider<DeskState, DeskCommand, DeskEvent, DeskRejection> = {
  category: 'desk',
  initialState,
  evolve,
  decide(command, state, { now }) {
    const decided = decide(command, state, now);
    return isRejection(decided) ? decided : withReview(command, state, decided);
  },
};

function decide(command: DeskCommand, state: DeskState, now: string): Decided {
  switch (command.type) {
    case 'RaiseIssue':
      return firstRejection(policies.mayRaise, command) ?? raised(command, state, now);
    case 'ReportTrouble':
      return reported(command, state, now);
    case 'RefuseReport':
      return [refused(command.releaseId, command.fact, command.reason)];
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
      return firstRejection(policies.mayReview, command, state) ?? [reviewed(command.releaseId, state)];
    case 'RecordDocument': {
      const { releaseId, step, output, evidence } = command;
      if (state.documents[output] === evidence.digest) return [];
      return [IssuesDocumentRecorded.of({ releaseId, step, output, evidence })];
    }
    default: {
      const issue = state.issues[command.issueId];
      return issue === undefined ? policies.unknownIssue(command.issueId) : goOn(command, issue, now);
    }
  }
}

function goOn(command: IssueCommand, issue: Issue, now: string): Decided {
  const { issueId, releaseId } = issue.raised;
  switch (command.type) {
    case 'Triage':
      return firstRejection(policies.mayTriage, command, issue) ?? triaged(command, issue, now);
    case 'PlanFix': {
      const { plan, plannedFor } = command;
      const planned = [FixPlanned.of({ issueId, releaseId, plan, plannedFor })];
      return firstRejection(policies.mayPlan, command, issue) ?? planned;
    }
    case 'RequestHotfix': {
      const requested = [HotfixRequested.of({ issueId, releaseId, reason: command.reason })];
      return firstRejection(policies.mayRequestHotfix, command, issue) ?? requested;
    }
    case 'Resolve':
      return firstRejection(policies.mayResolve, command, issue) ?? resolved(command, issue, now);
  }
}

/** Issue ids are `<release>.<number>`. */
export const releaseOf = (issueId: string): string => issueId.slice(0, issueId.lastIndexOf('.'));

/** A deadline that has passed by now was missed, also when this triage lifts it or gives it back. */
function triaged({ issueId, category, impact, urgency, terms }: Triage, issue: Issue, now: string): DeskEvent[] {
  const priority = priorityOf(impact, urgency);
  const due = priority === 'critical' ? earliest(issue.deadline, later(now, terms.criticalIssue)) : undefined;
  const deadline = due === undefined ? {} : { deadline: due };
  const releaseId = releaseOf(issueId);
  const triage = IssueTriaged.of({ issueId, releaseId, category, impact, urgency, priority, ...deadline });
  return [...breachOf(issue, deadlineNow(issue) ?? due, now), triage];
}

function resolved({ issueId, resolution, evidence }: Resolve, issue: Issue, now: string): DeskEvent[] {
  const breach = breachOf(issue, deadlineNow(issue), now);
  const resolved = IssueResolved.of({
    issueId,
    releaseId: releaseOf(issueId),
    resolution,
    critical: isCritical(issue),
    inTime: !issue.breached && breach.length === 0,
    evidence: [...evidence],
    resolvedAt: now,
  });
  return [...breach, resolved];
}

/** A deadline that a new triage has lifted, or that was met, is not missed. */
const missed = (issue: Issue | undefined, now: string): DeskEvent[] =>
  issue !== undefined && isOpen(issue) ? breachOf(issue, deadlineNow(issue), now) : [];

function told(command: RecordCommunication, issue: Issue | undefined): DeskEvent[] {
  if (issue === undefined || isTold(issue, command)) return [];
  const { issueId, status, eventId, channel, receipt } = command;
  return [IssueStatusCommunicated.of({ issueId, releaseId: releaseOf(issueId), status, eventId, channel, receipt })];
}
