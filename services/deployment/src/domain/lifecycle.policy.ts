import { pass, reject, type Rejection } from '@slipway/decider';
import type { DeploymentState } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';
import type { Standing } from './surroundings.js';

type Refusal = Rejection<DeploymentRejection> | undefined;

export function notBegun({ status }: DeploymentState): Refusal {
  if (status === 'unplanned' || status === 'planned') return pass;
  return reject(status === 'cancelled' || status === 'rolled-back' ? 'DEPLOYMENT_ENDED' : 'DEPLOYMENT_BEGUN', {
    deployment: status,
    fix: 'propose another release',
  });
}

/** What planning has ended is closed here too. */
export const releaseGoesOn = (releaseId: string, { ended }: Standing): Refusal => (ended ? hasEnded(releaseId) : pass);

export const hasEnded = (
  releaseId: string,
  more: { readonly deployment?: DeploymentState['status'] } = {},
): Rejection<DeploymentRejection> => reject('RELEASE_ENDED', { releaseId, ...more, fix: 'propose another release' });
