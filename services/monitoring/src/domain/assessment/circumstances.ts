import {
  CoverageConfirmed,
  CoverageMissing,
  DeploymentFailed,
  DeploymentStarted,
  DeploymentSucceeded,
  FeedbackCollected,
  FlowStarted,
  PhaseStarted,
  ReleaseEndedPostRelease,
  ReleaseReleased,
  ReleaseRevised,
  RollbackStarted,
  StepStarted,
  WatchConfigured,
  WatchStarted,
  type DomainEvent,
  type ReleaseSummary,
} from '@slipway/contracts';
import { approvalFacts, approversAfter } from './approval.js';
import { teamAfter, teamFacts } from './team.js';

/** Where the rollout stands, and since when; each phase begins again. */
export interface Rollout {
  readonly status: 'none' | 'rolling-out' | 'deployed' | 'rolling-back';
  readonly since: string;
}

/**
 * What the trail of a release says that matters for watching it, whichever service said it. Times are ISO 8601.
 * What grows with use, ratings and issues, is rows: see `Opinions` and `WatchedIssues`.
 */
export interface Circumstances {
  readonly release: ReleaseSummary;
  readonly rollout: Rollout;
  /** When the first of it met users. */
  readonly deployingSince?: string;
  readonly watch?: WatchConfigured['data'];
  readonly configuredAt?: string;
  /** Those of the approval that stands. */
  readonly approvers: readonly string[];
  /** Who acts for the release, in canonical form. */
  readonly team: readonly string[];
  readonly coverageWanted: boolean;
  /** Since when it has been confirmed, or missing, without a break. */
  readonly coverage?: { readonly status: 'confirmed' | 'missing'; readonly since: string } | undefined;
  readonly watchWanted: boolean;
  readonly watchingSince?: string;
  readonly feedbackCollected: boolean;
  readonly verifyingSince?: string;
  readonly monitoringSince?: string;
  readonly ended: boolean;
  /** The last fact that changed what there is to do: why the next facts come. */
  readonly because: { readonly eventId: string; readonly correlationId: string };
}

/** A recorded fact, as far as it matters here. */
export interface TrailFact extends DomainEvent {
  readonly id: string;
  readonly correlationId: string;
  readonly occurredAt: string;
}

/** The facts that circumstances are made of. */
export const circumstanceFacts = [
  FlowStarted,
  ReleaseRevised,
  WatchConfigured,
  WatchStarted,
  CoverageConfirmed,
  CoverageMissing,
  ...approvalFacts,
  ...teamFacts,
  StepStarted,
  DeploymentStarted,
  PhaseStarted,
  DeploymentSucceeded,
  DeploymentFailed,
  RollbackStarted,
  FeedbackCollected,
  ReleaseReleased,
  ReleaseEndedPostRelease,
] as const;

/** A release whose flow has begun, and of which nothing else is known. */
export const beginning = (release: ReleaseSummary, fact: TrailFact): Circumstances => ({
  release,
  rollout: { status: 'none', since: fact.occurredAt },
  approvers: [],
  team: [],
  coverageWanted: false,
  watchWanted: false,
  feedbackCollected: false,
  ended: false,
  because: causeBy(fact),
});

/** The circumstances after one more fact of the trail. */
export function after(before: Circumstances, fact: TrailFact): Circumstances {
  return { ...before, ...changeBy(before, fact), because: causeBy(fact) };
}

/** Why the next facts come. */
export const causeBy = ({ id, correlationId }: TrailFact): Circumstances['because'] => ({ eventId: id, correlationId });

function changeBy(before: Circumstances, fact: TrailFact): Partial<Circumstances> {
  const { occurredAt } = fact;
  if (ReleaseRevised.is(fact)) return { release: fact.data.release };
  if (StepStarted.is(fact)) return stepChange(fact.data, occurredAt);
  if (WatchConfigured.is(fact)) return configured(fact.data, occurredAt);
  if (WatchStarted.is(fact)) return { watchingSince: occurredAt };
  if (CoverageConfirmed.is(fact)) return covered(before, 'confirmed', occurredAt);
  if (CoverageMissing.is(fact)) return covered(before, 'missing', occurredAt);
  if (FeedbackCollected.is(fact)) return { feedbackCollected: true };
  if (ReleaseReleased.is(fact) || ReleaseEndedPostRelease.is(fact)) return { ended: true };
  const approvers = approversAfter(before.approvers, fact);
  const team = teamAfter(before.team, fact);
  return { approvers, team, ...rolloutChange(before, fact) };
}

function rolloutChange({ rollout, deployingSince }: Circumstances, fact: TrailFact): Partial<Circumstances> {
  const status = rolloutAfter(fact);
  if (status === undefined) return {};
  const { occurredAt } = fact;
  // The clock of an outside tool may be behind: samples of the phase before must not count for the next.
  const since = occurredAt > rollout.since ? occurredAt : rollout.since;
  return { rollout: { status, since }, deployingSince: deployingSince ?? occurredAt };
}

function rolloutAfter(fact: TrailFact): Rollout['status'] | undefined {
  if (DeploymentStarted.is(fact) || PhaseStarted.is(fact)) return 'rolling-out';
  if (DeploymentSucceeded.is(fact)) return 'deployed';
  return DeploymentFailed.is(fact) || RollbackStarted.is(fact) ? 'rolling-back' : undefined;
}

/** Of other targets nothing is known yet. */
const configured = (watch: WatchConfigured['data'], configuredAt: string) => ({
  watch,
  configuredAt,
  coverage: undefined,
});

const covered = ({ coverage }: Circumstances, status: 'confirmed' | 'missing', at: string): Partial<Circumstances> =>
  coverage?.status === status ? {} : { coverage: { status, since: at } };

function stepChange({ step, release }: StepStarted['data'], at: string): Partial<Circumstances> {
  switch (step.id) {
    case 'validate-prerelease':
      return { release, coverageWanted: true };
    case 'coordinate-release':
      return { release, watchWanted: true };
    case 'verify-health':
      return { release, verifyingSince: at };
    case 'monitor-postrelease':
      return { release, monitoringSince: at };
    default:
      return { release };
  }
}
