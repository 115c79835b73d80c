import {
  Changes,
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
import { approverChanges } from './approval.js';
import { teamChanges } from './team.js';

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

/** Why the next facts come. */
export const causeBy = ({ id, correlationId }: TrailFact): Circumstances['because'] => ({ eventId: id, correlationId });

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

const withRollout =
  (status: Rollout['status']) =>
  (before: Circumstances, { occurredAt }: TrailFact): Circumstances => {
    // The clock of an outside tool may be behind: samples of the phase before must not count for the next.
    const since = occurredAt > before.rollout.since ? occurredAt : before.rollout.since;
    return { ...before, rollout: { status, since }, deployingSince: before.deployingSince ?? occurredAt };
  };

const withTeam = (before: Circumstances, fact: TrailFact): Circumstances => ({
  ...before,
  team: teamChanges.after(before.team, fact),
});

const withApprovers = (before: Circumstances, fact: TrailFact): Circumstances => ({
  ...before,
  approvers: approverChanges.after(before.approvers, fact),
});

const ended = (before: Circumstances): Circumstances => ({ ...before, ended: true });

const changes = Changes.of<Circumstances, TrailFact>()
  // The first one makes the circumstances: see `beginning`.
  .on(FlowStarted, (before) => before)
  .on(ReleaseRevised, (before, { data: { release } }) => ({ ...before, release }))
  .on(StepStarted, (before, { data, occurredAt }) => ({ ...before, ...stepChange(data, occurredAt) }))
  .on(WatchConfigured, (before, { data, occurredAt }) => ({ ...before, ...configured(data, occurredAt) }))
  .on(WatchStarted, (before, { occurredAt }) => ({ ...before, watchingSince: occurredAt }))
  .on(CoverageConfirmed, (before, { occurredAt }) => ({ ...before, ...covered(before, 'confirmed', occurredAt) }))
  .on(CoverageMissing, (before, { occurredAt }) => ({ ...before, ...covered(before, 'missing', occurredAt) }))
  .on(FeedbackCollected, (before) => ({ ...before, feedbackCollected: true }))
  .on(approverChanges.facts, withApprovers)
  .on(teamChanges.facts, withTeam)
  .on([DeploymentStarted, PhaseStarted], withRollout('rolling-out'))
  .on(DeploymentSucceeded, withRollout('deployed'))
  .on([DeploymentFailed, RollbackStarted], withRollout('rolling-back'))
  .on([ReleaseReleased, ReleaseEndedPostRelease], ended);

/** The facts that change the circumstances of a release. */
export const circumstanceFacts = changes.facts;

/** The circumstances after one more fact of the trail. */
export const after = (before: Circumstances, fact: TrailFact): Circumstances => ({
  ...changes.after(before, fact),
  because: causeBy(fact),
});
