import type { DeploymentState } from './deployment.state.js';

/** The percentage of the traffic that the new artifacts were last known to have. */
export function reportedWeight({ status, phases }: DeploymentState): number {
  if (status === 'rolled-back' || status === 'cancelled') return 0;
  return phases.findLast((phase) => phase.bakeUntil !== undefined)?.weight ?? 0;
}
