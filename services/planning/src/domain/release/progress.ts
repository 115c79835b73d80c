import { deploymentHasBegun, deploymentIsOrdered, hasEnded, isRun, type FlowState } from '../flow/flow.state.js';

/** How far a release has come, as far as its plan and team are concerned. */
export type Progress = 'preparing' | 'ordered' | 'deploying' | 'ended';

export function progressOf(flow: FlowState): Progress {
  if (!isRun(flow)) return 'preparing';
  if (hasEnded(flow)) return 'ended';
  if (deploymentHasBegun(flow)) return 'deploying';
  return deploymentIsOrdered(flow) ? 'ordered' : 'preparing';
}
