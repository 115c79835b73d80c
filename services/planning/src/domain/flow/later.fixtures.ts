import {
  ApprovalLapsed,
  ApprovalObtained,
  IssueRaised,
  IssueResolved,
  IssueTriaged,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  TeamAssembled,
  TeamRoleAssigned,
} from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import type { Fact, RecordFacts } from './flow.commands.js';
import { flow } from './flow.decider.js';
import type { FlowEvent } from './flow.events.js';
import { actingFor, asFact, release, runAfter, start, takeThrough } from './flow.fixtures.js';

const { releaseId, artifacts } = release;
const digests = artifacts.map(({ digest }) => digest);
const approvers = ['grace'];
export const obtained = asFact(ApprovalObtained.of({ releaseId, approvers, digests }));
export const lapsed = asFact(ApprovalLapsed.of({ releaseId, approvers, reason: 'a larger change' }));
export const assigned = asFact(TeamRoleAssigned.of({ releaseId, person: 'radia', role: 'sre' }));
export const assembled = asFact(TeamAssembled.of({ releaseId, members: [{ person: 'radia', role: 'sre' }] }));
const results = [{ name: 'start page', passed: false, observed: '500' }];
export const checked = asFact(PostReleaseCheckPassed.of({ releaseId, kind: 'smoke', results }));
export const failed = asFact(PostReleaseCheckFailed.of({ releaseId, kind: 'smoke', results }));

export const issueId = `${releaseId}.1`;
export const raised = asFact(
  IssueRaised.of({ issueId, releaseId, title: 'No login', detail: '', source: { kind: 'person' } }),
);
const triaged = (priority: 'critical' | 'low') =>
  asFact(IssueTriaged.of({ issueId, releaseId, category: 'defect', impact: 'low', urgency: 'low', priority }));
export const [critical, low] = [triaged('critical'), triaged('low')];
export const resolved = asFact(
  IssueResolved.of({ issueId, releaseId, resolution: 'restarted', critical: true, inTime: true, evidence: [] }),
);

export const decide = (history: readonly FlowEvent[], facts: Fact[], later: RecordFacts['later']) => {
  const command = { type: 'RecordFacts', facts, later } as const;
  return flow.decide(command, runAfter(history), actingFor(command));
};

/** The facts come in the order of the trail, and those from the given place on once more. */
export function shownTwice(
  facts: readonly Fact[],
  from: number,
): { readonly once: FlowEvent[]; readonly twice: FlowEvent[] } {
  const once = takeThrough(start(), facts);
  const twice = facts.slice(from).reduce((history, fact, at) => {
    const outcome = decide(history, [fact], facts.slice(from + at + 1));
    if (isRejection(outcome)) throw new Error(outcome.rejected);
    return [...history, ...outcome];
  }, once);
  return { once, twice };
}

/** What of a run facts decide. */
export const outcomeOf = (events: readonly FlowEvent[]) => {
  const { met, gates, steps, holds } = runAfter(events);
  return { items: Object.keys(met).sort(), gates, steps, holds };
};
