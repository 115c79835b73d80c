import {
  DeploymentFailed,
  DeploymentStarted,
  DeploymentSucceeded,
  FeedbackCollected,
  FeedbackReceived,
  FlowStarted,
  IssueRaised,
  IssueResolved,
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

/** Where the rollout stands, and since when; each phase begins anew. */
export interface Rollout {
  readonly status: 'none' | 'rolling-out' | 'deployed' | 'rolling-back';
  readonly since: string;
}

export interface KnownIssue {
  readonly issueId: string;
  readonly raisedAt: string;
  readonly resolved: boolean;
}

/** What the trail of a release says that matters for watching it, whoever said it. Times are ISO 8601. */
export interface Circumstances {
  readonly release: ReleaseSummary;
  readonly rollout: Rollout;
  readonly watch?: WatchConfigured['data'];
  readonly coverageWanted: boolean;
  readonly watchWanted: boolean;
  readonly watchingSince?: string;
  readonly feedbackCollected: boolean;
  readonly verifyingSince?: string;
  readonly monitoringSince?: string;
  /** The last rating of each user. */
  readonly ratings: Readonly<Record<string, number>>;
  readonly issues: readonly KnownIssue[];
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
  StepStarted,
  DeploymentStarted,
  PhaseStarted,
  DeploymentSucceeded,
  DeploymentFailed,
  RollbackStarted,
  FeedbackReceived,
  FeedbackCollected,
  IssueRaised,
  IssueResolved,
  ReleaseReleased,
  ReleaseEndedPostRelease,
] as const;

/** A release whose flow has begun, and of which nothing else is known. */
export const beginning = (release: ReleaseSummary, { id, correlationId, occurredAt }: TrailFact): Circumstances => ({
  release,
  rollout: { status: 'none', since: occurredAt },
  coverageWanted: false,
  watchWanted: false,
  feedbackCollected: false,
  ratings: {},
  issues: [],
  ended: false,
  because: { eventId: id, correlationId },
});

/** The circumstances after one more fact of the trail. */
export function after(before: Circumstances, fact: TrailFact): Circumstances {
  const changed = changeBy(before, fact);
  return { ...before, ...changed, because: { eventId: fact.id, correlationId: fact.correlationId } };
}

function changeBy(before: Circumstances, fact: TrailFact): Partial<Circumstances> {
  const { occurredAt } = fact;
  if (ReleaseRevised.is(fact)) return { release: fact.data.release };
  if (StepStarted.is(fact)) return stepChange(fact.data, occurredAt);
  if (WatchConfigured.is(fact)) return { watch: fact.data };
  if (WatchStarted.is(fact)) return { watchingSince: occurredAt };
  if (FeedbackReceived.is(fact)) return { ratings: { ...before.ratings, [fact.data.user]: fact.data.rating } };
  if (FeedbackCollected.is(fact)) return { feedbackCollected: true };
  if (IssueRaised.is(fact)) {
    return { issues: [...before.issues, { issueId: fact.data.issueId, raisedAt: occurredAt, resolved: false }] };
  }
  if (IssueResolved.is(fact)) return { issues: resolved(before.issues, fact.data.issueId) };
  if (ReleaseReleased.is(fact) || ReleaseEndedPostRelease.is(fact)) return { ended: true };
  return rolloutChange(fact);
}

function rolloutChange(fact: TrailFact): Partial<Circumstances> {
  const since = fact.occurredAt;
  if (DeploymentStarted.is(fact) || PhaseStarted.is(fact)) return { rollout: { status: 'rolling-out', since } };
  if (DeploymentSucceeded.is(fact)) return { rollout: { status: 'deployed', since } };
  if (DeploymentFailed.is(fact) || RollbackStarted.is(fact)) return { rollout: { status: 'rolling-back', since } };
  return {};
}

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

const resolved = (issues: readonly KnownIssue[], issueId: string): KnownIssue[] =>
  issues.map((issue) => (issue.issueId === issueId ? { ...issue, resolved: true } : issue));
