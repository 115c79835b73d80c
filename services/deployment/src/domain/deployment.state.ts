import type { CheckResult, DeploymentPlan } from '@slipway/contracts';

export interface PhaseRun {
  /** From 1. */
  readonly phase: number;
  /** Percentage of the traffic. */
  readonly weight: number;
  readonly status: 'started' | 'deployed' | 'verified' | 'failed';
  readonly bakeUntil?: string;
}

/** What an outside tool last reported of one artifact. */
export interface OutsideProgress {
  readonly weight: number;
  readonly rolledBack: boolean;
  /** When that happened. */
  readonly at: string;
}

export interface DeploymentState {
  readonly status:
    | 'unplanned'
    | 'planned'
    | 'rolling-out'
    /** Every phase is verified; the instances of before are being ended. */
    | 'finishing'
    | 'succeeded'
    | 'failed'
    | 'rolling-back'
    | 'rolled-back'
    | 'rollback-failed'
    | 'cancelled'
    /** After the end of the release: its environment goes back. */
    | 'environment-rolling-back'
    | 'environment-rolled-back'
    | 'environment-rollback-failed';
  readonly paused: boolean;
  readonly plan?: DeploymentPlan;
  /** Who recorded the plan. */
  readonly plannedBy?: string;
  /** Outdated: it was about an earlier plan. */
  readonly dryRun: 'none' | 'outdated' | 'passed' | 'failed';
  readonly rollbackReadiness: 'unknown' | 'missing' | 'confirmed';
  readonly rehearsed: boolean;
  /** Held: they failed during a pause, after which they are made again. */
  readonly preDeploymentChecks: 'none' | 'passed' | 'failed' | 'held';
  /** Those that keep it from starting. */
  readonly failedChecks: readonly Pick<CheckResult, 'name' | 'observed'>[];
  readonly configured: boolean;
  readonly startedAt?: string;
  readonly phases: readonly PhaseRun[];
  /** By digest. */
  readonly progress: Readonly<Record<string, OutsideProgress>>;
  /** Until when an outside tool has to report the phase or the rollback that is under way. */
  readonly reportBy?: string;
  /** Seen since the rollout began. */
  readonly criticalErrors: number;
  /** Whether the rollout has ever succeeded. */
  readonly live: boolean;
  /** Why it failed, was rolled back or cancelled. */
  readonly reason?: string;
  /** Who had the environment go back after the end. */
  readonly takenBackBy?: string;
  /** Evidence digest by output. */
}

/** A deployment that has a plan: all but the first of its commands need one. */
export type Planned = DeploymentState & { readonly plan: DeploymentPlan };

export const initialState: DeploymentState = {
  status: 'unplanned',
  paused: false,
  dryRun: 'none',
  rollbackReadiness: 'unknown',
  rehearsed: false,
  preDeploymentChecks: 'none',
  failedChecks: [],
  configured: false,
  phases: [],
  progress: {},
  criticalErrors: 0,
  live: false,
};

export const isPlanned = (state: DeploymentState): state is Planned => state.plan !== undefined;

export const currentPhase = ({ phases }: DeploymentState): PhaseRun | undefined => phases.at(-1);

export const isRollingOut = ({ status }: DeploymentState): boolean =>
  status === 'rolling-out' || status === 'finishing';

export const isRollingBack = ({ status }: DeploymentState): boolean =>
  status === 'rolling-back' || status === 'environment-rolling-back';

/** How much of the traffic every artifact of the plan has reached, as far as the outside tool has reported. */
export const reachedWeight = ({ plan, progress }: Planned): number =>
  Math.min(...plan.artifacts.map(({ digest }) => progress[digest]?.weight ?? 0));

/** Whether the outside tool has taken back every artifact: it names the new ones, or those that are there again. */
export function isTakenBack({ plan, progress }: Planned): boolean {
  const reported = ({ digest }: { readonly digest: string }) => progress[digest]?.rolledBack === true;
  const { artifacts, previousArtifacts } = plan;
  const each = artifacts.every(
    (artifact) => reported(artifact) || previousArtifacts.some((old) => old.name === artifact.name && reported(old)),
  );
  return each || (previousArtifacts.length > 0 && previousArtifacts.every(reported));
}
