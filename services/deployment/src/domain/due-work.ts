import { currentPhase, type DeploymentState } from './deployment.state.js';

/** What is to be done next for a deployment, outside of it. */
export type Work =
  | { readonly kind: 'dry-run' }
  /** The start that a pause has held. */
  | { readonly kind: 'start' }
  | { readonly kind: 'deploy'; readonly phase: number; readonly weight: number; readonly configure: boolean }
  | { readonly kind: 'verify'; readonly phase: number }
  | { readonly kind: 'finish' }
  | { readonly kind: 'roll-back' };

/** Follows from the state alone, so whoever asks, and however often, after whatever crash, gets the same answer. */
export function dueWork(state: DeploymentState, now: string): Work | undefined {
  const { status, paused, dryRun, preDeploymentChecks, configured } = state;
  if (status === 'planned' && dryRun === 'outdated') return { kind: 'dry-run' };
  if (status === 'rolling-back') return { kind: 'roll-back' };
  if (paused) return undefined;
  if (status === 'planned' && preDeploymentChecks === 'held') return { kind: 'start' };
  if (status === 'finishing') return { kind: 'finish' };
  const current = currentPhase(state);
  if (status !== 'rolling-out' || current === undefined) return undefined;
  const { phase, weight, bakeUntil } = current;
  if (current.status === 'started') return { kind: 'deploy', phase, weight, configure: !configured };
  if (current.status === 'deployed' && bakeUntil !== undefined && bakeUntil <= now) return { kind: 'verify', phase };
  return undefined;
}
