import {
  ConfigurationApplied,
  DeploymentCancelled,
  DeploymentFailed,
  DeploymentPaused,
  DeploymentPlanRecorded,
  DeploymentResumed,
  DeploymentStarted,
  DeploymentSucceeded,
  DryRunFailed,
  DryRunPassed,
  EnvironmentRollbackFailed,
  EnvironmentRollbackStarted,
  EnvironmentRolledBack,
  OutsideProgressRecorded,
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
  RolloutErrorObserved,
} from '@slipway/contracts';
import type { DeploymentEvent } from './deployment.events.js';
import { currentPhase, type DeploymentState, type PhaseRun } from './deployment.state.js';

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
      return { ...state, preDeploymentChecks: 'passed', failedChecks: [] };
    case PreDeploymentChecksFailed.type:
      return {
        ...state,
        preDeploymentChecks: state.paused ? 'held' : 'failed',
        failedChecks: event.data.checks.flatMap(({ name, passed, observed }) => (passed ? [] : [{ name, observed }])),
      };
    case DeploymentPaused.type:
      return { ...state, paused: true };
    case DeploymentResumed.type:
      return { ...state, paused: false, ...dueBy(event.data.reportBy) };
    default:
      return evolveRollout(state, event);
  }
}

function evolveRollout(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  switch (event.type) {
    case DeploymentStarted.type:
      return {
        ...state,
        status: 'rolling-out',
        ...(event.data.startedAt === undefined ? {} : { startedAt: event.data.startedAt }),
      };
    case ConfigurationApplied.type:
      return { ...state, configured: true };
    case PhaseStarted.type:
      return {
        ...nothingAwaited(state),
        phases: [...state.phases, { phase: event.data.phase, weight: event.data.weight, status: 'started' }],
        ...dueBy(event.data.reportBy),
      };
    case PhaseDeployed.type:
      return phaseIs(nothingAwaited(state), {
        weight: event.data.weight,
        status: 'deployed',
        bakeUntil: event.data.bakeUntil,
      });
    case PhaseVerified.type:
      return { ...phaseIs(state, { status: 'verified' }), status: event.data.final ? 'finishing' : state.status };
    case PhaseFailed.type:
      return { ...phaseIs(state, { status: 'failed' }), criticalErrors: state.criticalErrors + 1 };
    case RolloutErrorObserved.type:
      return { ...state, criticalErrors: state.criticalErrors + 1 };
    case OutsideProgressRecorded.type: {
      const { digest, weight, rolledBack, occurredAt: at } = event.data;
      return { ...state, progress: { ...state.progress, [digest]: { weight, rolledBack, at } } };
    }
    case DeploymentSucceeded.type:
      return { ...state, status: 'succeeded', live: true };
    case DeploymentFailed.type:
      return { ...nothingAwaited(state), status: 'failed', reason: event.data.reason };
    case DeploymentCancelled.type:
      return { ...state, status: 'cancelled', reason: event.data.reason };
    default:
      return evolveRollback(state, event);
  }
}

function evolveRollback(state: DeploymentState, event: DeploymentEvent): DeploymentState {
  switch (event.type) {
    case RollbackStarted.type: {
      const { reason, reportBy } = event.data;
      return { ...nothingAwaited(state), status: 'rolling-back', reason, ...dueBy(reportBy) };
    }
    case RollbackCompleted.type:
      return { ...nothingAwaited(state), status: 'rolled-back' };
    case RollbackFailed.type:
      return { ...nothingAwaited(state), status: 'rollback-failed', reason: event.data.reason };
    case EnvironmentRollbackStarted.type: {
      const { reason, reportBy, by: takenBackBy } = event.data;
      return {
        ...nothingAwaited(state),
        status: 'environment-rolling-back',
        reason,
        takenBackBy,
        ...dueBy(reportBy),
      };
    }
    case EnvironmentRolledBack.type:
      // It also stands in the stream of the release that runs again, and changes nothing there.
      return event.data.displaced === event.data.releaseId
        ? { ...nothingAwaited(state), status: 'environment-rolled-back' }
        : state;
    case EnvironmentRollbackFailed.type:
      return { ...nothingAwaited(state), status: 'environment-rollback-failed', reason: event.data.reason };
    default:
      return state;
  }
}

const dueBy = (reportBy: string | undefined): { reportBy?: string } => (reportBy === undefined ? {} : { reportBy });

function nothingAwaited({ reportBy: _, ...state }: DeploymentState): DeploymentState {
  return state;
}

function phaseIs(state: DeploymentState, change: Partial<PhaseRun>): DeploymentState {
  const current = currentPhase(state);
  return current === undefined
    ? state
    : { ...state, phases: [...state.phases.slice(0, -1), { ...current, ...change }] };
}
