import {
  ConfigurationApplied,
  DeploymentCancelled,
  DeploymentDocumentRecorded,
  DeploymentFailed,
  DeploymentPaused,
  DeploymentPlanRecorded,
  DeploymentResumed,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  PhaseDeployed,
  PhaseFailed,
  PhaseStarted,
  PhaseVerified,
  PreDeploymentChecksFailed,
  PreDeploymentChecksPassed,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
  RollbackReadinessMissing,
  RollbackRehearsed,
  RollbackStarted,
  type DeploymentPlan,
} from '@slipway/contracts';
import type { DeploymentEvent } from './deployment.events.js';

export interface PhaseRun {
  /** From 1. */
  readonly phase: number;
  /** Percentage of the traffic. */
  readonly weight: number;
  readonly status: 'started' | 'deployed' | 'verified' | 'failed';
  readonly bakeUntil?: string;
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
    | 'cancelled';
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
  readonly configured: boolean;
  readonly phases: readonly PhaseRun[];
  /** Why it failed, was rolled back or cancelled. */
  readonly reason?: string;
  /** Evidence digest by output. */
  readonly documents: Readonly<Record<string, string>>;
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
  configured: false,
  phases: [],
  documents: {},
};

export const currentPhase = ({ phases }: DeploymentState): PhaseRun | undefined => phases.at(-1);

export function evolve(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  switch (event.type) {
    case DeploymentPlanRecorded.type:
      return {
        ...state,
        status: 'planned',
        plan: event.data.plan,
        ...(event.data.by === undefined ? {} : { plannedBy: event.data.by }),
        dryRun: state.dryRun === 'none' ? 'none' : 'outdated',
        rollbackReadiness: 'unknown',
      };
    case DryRunPassed.type:
      return { ...state, dryRun: 'passed' };
    case DryRunFailed.type:
      return { ...state, dryRun: 'failed' };
    case RollbackRehearsed.type:
      return { ...state, rehearsed: true };
    case RollbackReadinessConfirmed.type:
      return { ...state, rollbackReadiness: 'confirmed' };
    case RollbackReadinessMissing.type:
      return { ...state, rollbackReadiness: 'missing' };
    case PreDeploymentChecksPassed.type:
      return { ...state, preDeploymentChecks: 'passed' };
    case PreDeploymentChecksFailed.type:
      return { ...state, preDeploymentChecks: state.paused ? 'held' : 'failed' };
    case DeploymentPaused.type:
      return { ...state, paused: true };
    case DeploymentResumed.type:
      return { ...state, paused: false };
    case DeploymentDocumentRecorded.type:
      return { ...state, documents: { ...state.documents, [event.data.output]: event.data.evidence.digest } };
    default:
      return evolveRollout(state, event);
  }
}

function evolveRollout(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  switch (event.type) {
    case DeploymentStarted.type:
      return { ...state, status: 'rolling-out' };
    case ConfigurationApplied.type:
      return { ...state, configured: true };
    case PhaseStarted.type:
      return {
        ...state,
        phases: [...state.phases, { phase: event.data.phase, weight: event.data.weight, status: 'started' }],
      };
    case PhaseDeployed.type:
      return phaseIs(state, { weight: event.data.weight, status: 'deployed', bakeUntil: event.data.bakeUntil });
    case PhaseVerified.type:
      return { ...phaseIs(state, { status: 'verified' }), status: event.data.final ? 'finishing' : state.status };
    case PhaseFailed.type:
      return phaseIs(state, { status: 'failed' });
    case DeploymentSucceeded.type:
      return { ...state, status: 'succeeded' };
    case DeploymentFailed.type:
      return { ...state, status: 'failed', reason: event.data.reason };
    case DeploymentCancelled.type:
      return { ...state, status: 'cancelled', reason: event.data.reason };
    case RollbackStarted.type:
      return { ...state, status: 'rolling-back', reason: event.data.reason };
    case RollbackCompleted.type:
      return { ...state, status: 'rolled-back' };
    case RollbackFailed.type:
      return { ...state, status: 'rollback-failed', reason: event.data.reason };
    default:
      return state;
  }
}

function phaseIs(state: DeploymentState, change: Partial<PhaseRun>): DeploymentState {
  const current = currentPhase(state);
  return current === undefined
    ? state
    : { ...state, phases: [...state.phases.slice(0, -1), { ...current, ...change }] };
}
