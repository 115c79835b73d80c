import {
  FixPlanned,
  HotfixRequested,
  IssueRaised,
  IssueResolved,
  IssueReviewConcluded,
  IssuesDocumentRecorded,
  IssueSlaBreached,
  IssueStatusCommunicated,
  IssueTriaged,
} from '@slipway/contracts';
import { firstRejection, type Decider, type DecisionContext } from '@slipway/decider';
import type { DeskCommand } from './desk.commands.js';
import * as policies from './desk.policies.js';
import type { DeskRejection, DeskRule } from './desk.policies.js';
import {
  evolve,
  initialState,
  isCritical,
  isOpen,
  isUnplanned,
  type DeskEvent,
  type DeskState,
  type Issue,
} from './desk.state.js';
import { priorityOf } from './priority.js';

/** The issue desk of one release: what was found after it, how bad it is, and what became of it. */
export const desk: Decider<DeskState, DeskCommand, DeskEvent, DeskRejection> = {
  category: 'desk',
  initialState,
  evolve,
  decide(command, state, { now }: DecisionContext) {
    const unless = (rules: readonly DeskRule[], events: () => DeskEvent[]) =>
      firstRejection(rules, command, state) ?? events();
    switch (command.type) {
      case 'RaiseIssue':
        return raised(command, state);
      case 'Triage':
        return unless(policies.mayTriage, () => [triaged(command)]);
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
        return unless(policies.mayResolve, () => [resolved(command, state.issues[command.issueId], now)]);
      case 'MissDeadline':
        return missed(command.issueId, state.issues[command.issueId], now);
      case 'RecordCommunication': {
        const { issueId, status, channel, receipt } = command;
        const releaseId = releaseOf(issueId);
        return [IssueStatusCommunicated.of({ issueId, releaseId, status, channel, receipt })];
      }
      case 'ConcludeReview':
        return unless(policies.mayReview, () => [reviewed(command.releaseId, Object.values(state.issues))]);
      case 'RecordDocument': {
        const { releaseId, step, output, evidence } = command;
        if (state.documents[output] === evidence.digest) return [];
        return [IssuesDocumentRecorded.of({ releaseId, step, output, evidence })];
      }
    }
  },
};

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

function triaged({ issueId, category, impact, urgency, deadlineIfCritical }: DeskCommand & { type: 'Triage' }) {
  const priority = priorityOf(impact, urgency);
  const deadline = priority === 'critical' ? { deadline: deadlineIfCritical } : {};
  return IssueTriaged.of({ issueId, releaseId: releaseOf(issueId), category, impact, urgency, priority, ...deadline });
}

function resolved(command: DeskCommand & { type: 'Resolve' }, issue: Issue | undefined, now: string): DeskEvent {
  const { issueId, resolution, evidence } = command;
  const deadline = issue?.triaged?.deadline;
  return IssueResolved.of({
    issueId,
    releaseId: releaseOf(issueId),
    resolution,
    critical: issue !== undefined && isCritical(issue),
    inTime: deadline === undefined || now <= deadline,
    evidence: [...evidence],
  });
}

/** A deadline that was moved by a new triage, or met, is not missed. */
function missed(issueId: string, issue: Issue | undefined, now: string): DeskEvent[] {
  const deadline = issue?.triaged?.deadline;
  if (issue === undefined || deadline === undefined || issue.breached || !isOpen(issue) || now < deadline) return [];
  return [IssueSlaBreached.of({ issueId, releaseId: releaseOf(issueId), deadline })];
}

function reviewed(releaseId: string, issues: readonly Issue[]): DeskEvent {
  const open = issues.filter(isOpen);
  return IssueReviewConcluded.of({
    releaseId,
    raised: issues.length,
    open: open.length,
    openCritical: open.filter(isCritical).length,
    unplanned: open.filter(isUnplanned).length,
    hotfixes: issues.filter(({ hotfix }) => hotfix !== undefined).length,
    breaches: issues.filter(({ breached }) => breached).length,
  });
}
