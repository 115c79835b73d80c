import { currentPhase, isPlanned, isRollingBack, isTakenBack, type DeploymentState } from './deployment.state.js';

/** What is to be done next for a deployment, outside of it. */
export type Work =
  | { readonly kind: 'dry-run' }
  /** The start that a pause has held. */
  | { readonly kind: 'start' }
  | { readonly kind: 'deploy'; readonly phase: number; readonly weight: number; readonly configure: boolean }
  | { readonly kind: 'verify'; readonly phase: number }
  /** An outside tool may have been done with its phases before anybody asked for its configuration. */
  | { readonly kind: 'finish'; readonly phase: number; readonly configure: boolean }
  | { readonly kind: 'roll-back' }
  /** An outside tool has rolled back: check the restored version. */
  | { readonly kind: 'verify-rollback' }
  /** The report of an outside tool is overdue. */
  | { readonly kind: 'give-up' };

/** Follows from the state alone: the answer is the same for every caller, at any time, after any crash. */
export function dueWork(state: DeploymentState, now: string): Work | undefined {
  const { status, paused, dryRun, preDeploymentChecks } = state;
  if (status === 'planned' && dryRun === 'outdated') return { kind: 'dry-run' };
  if (isRollingBack(state)) return rollbackWork(state, now);
  if (paused) return undefined;
  if (status === 'planned' && preDeploymentChecks === 'held') return { kind: 'start' };
  return rolloutWork(state, now);
}

function rollbackWork(state: DeploymentState, now: string): Work {
  if (isPlanned(state) && state.plan.executor === 'observed') {
    if (isTakenBack(state)) return { kind: 'verify-rollback' };
    if (isOverdue(state, now)) return { kind: 'give-up' };
  }
  return { kind: 'roll-back' };
}

function rolloutWork(state: DeploymentState, now: string): Work | undefined {
  const current = currentPhase(state);
  if (current === undefined) return undefined;
  const { phase, weight, bakeUntil } = current;
  if (state.status === 'finishing') return { kind: 'finish', phase, configure: !state.configured };
  if (state.status !== 'rolling-out') return undefined;
  if (current.status === 'started') {
    return isOverdue(state, now)
      ? { kind: 'give-up' }
      : { kind: 'deploy', phase, weight, configure: !state.configured };
  }
  if (current.status === 'deployed' && bakeUntil !== undefined && bakeUntil <= now) return { kind: 'verify', phase };
  return undefined;
}

const isOverdue = ({ reportBy }: DeploymentState, now: string): boolean => reportBy !== undefined && reportBy <= now;
