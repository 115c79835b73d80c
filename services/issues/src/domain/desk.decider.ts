import { FixPlanned, HotfixRequested, IssueResolved, IssueTriaged } from '@slipway/contracts';
import { firstRejection, isRejection, type Decider, type DecisionContext, type Rejection } from '@slipway/decider';
import { later } from '@slipway/flow';
import { breachOf, earliest } from './deadline.js';
import type { DeskCommand, IssueCommand, Resolve, Triage } from './desk.commands.js';
import * as policies from './desk.policy.js';
import type { DeskRejection } from './desk.policy.js';
import { evolve, initialState, isCritical, type DeskEvent, type DeskState, type OpenIssue } from './desk.state.js';
import { releaseOf } from './issue-id.js';
import { priorityOf } from './priority.js';
import { reviewed, withReview } from './review.js';
import { raised, reported } from './trouble.js';

type Decided = DeskEvent[] | Rejection<DeskRejection>;

/** The issue desk of one release: the issues found after it, their priority, and their resolution. */
export const desk: Decider<DeskState, DeskCommand, DeskEvent, DeskRejection> = {
  category: 'desk',
  initialState,
  evolve,
  decide(command, state, context) {
    const decided = decide(command, state, context);
    return isRejection(decided) ? decided : withReview(command, state, decided);
  },
};

function decide(command: DeskCommand, state: DeskState, context: DecisionContext): Decided {
  const { now } = context;
  switch (command.type) {
    case 'RaiseIssue':
      return firstRejection(policies.mayRaise, command, state, context) ?? raised(command, state, now);
    case 'ReportTrouble':
      return reported(command, state, context);
    case 'MissDeadline':
      return missed(state.open.get(command.issueId), now);
    case 'ConcludeReview':
      return firstRejection(policies.mayReview, command, state, context) ?? [reviewed(command.releaseId, state)];
    default: {
      const issue = state.open.get(command.issueId);
      return issue === undefined ? policies.notOpen(command.issueId, state) : goOn(command, issue, context);
    }
  }
}

function goOn(command: IssueCommand, issue: OpenIssue, context: DecisionContext): Decided {
  const { now } = context;
  const { issueId } = issue;
  const releaseId = releaseOf(issueId);
  switch (command.type) {
    case 'Triage':
      return triaged(command, issue, now);
    case 'PlanFix': {
      const { plan, plannedFor } = command;
      const planned = [FixPlanned.of({ issueId, releaseId, plan, plannedFor })];
      return firstRejection(policies.mayPlan, command, issue, context) ?? planned;
    }
    case 'RequestHotfix': {
      const requested = [HotfixRequested.of({ issueId, releaseId, reason: command.reason })];
      return firstRejection(policies.mayRequestHotfix, command, issue, context) ?? requested;
    }
    case 'Resolve':
      return firstRejection(policies.mayResolve, command, issue, context) ?? resolved(command, issue, now);
  }
}

/** A deadline that has passed by now was missed, also when this triage lifts it or gives it back. */
function triaged({ issueId, category, impact, urgency, terms }: Triage, issue: OpenIssue, now: string): DeskEvent[] {
  const priority = priorityOf(impact, urgency);
  const due = priority === 'critical' ? earliest(issue.earliestDue, later(now, terms.criticalIssue)) : undefined;
  const deadline = due === undefined ? {} : { deadline: due };
  const releaseId = releaseOf(issueId);
  const triage = IssueTriaged.of({ issueId, releaseId, category, impact, urgency, priority, ...deadline });
  return [...breachOf(issue, issue.due ?? due, now), triage];
}

function resolved({ issueId, resolution, evidence }: Resolve, issue: OpenIssue, now: string): DeskEvent[] {
  const breach = breachOf(issue, issue.due, now);
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
const missed = (issue: OpenIssue | undefined, now: string): DeskEvent[] =>
  issue === undefined ? [] : breachOf(issue, issue.due, now);
