import type { Actor } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rejection, type Rule } from '@slipway/decider';
import type { DeploymentState } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';
import type { Standing } from './surroundings.js';

/** A rule of one command. */
export type DeploymentRule<Command, State = DeploymentState> = Rule<
  [command: Command, state: State, context: DecisionContext<Actor>],
  DeploymentRejection
>;

export const rolloutHasNotBegun: DeploymentRule<unknown> = (_, { status }) => {
  if (status === 'unplanned' || status === 'planned') return pass;
  return reject(status === 'cancelled' || status === 'rolled-back' ? 'DEPLOYMENT_ENDED' : 'DEPLOYMENT_BEGUN', {
    deployment: status,
    fix: 'propose another release',
  });
};

interface OfRelease {
  readonly releaseId: string;
  readonly surroundings: { readonly standing: Standing };
}

/** What planning has ended is closed here too. */
export const releaseHasNotEnded: DeploymentRule<OfRelease> = ({ releaseId, surroundings: { standing } }) =>
  standing.ended ? hasEnded(releaseId) : pass;

export const hasEnded = (
  releaseId: string,
  more: { readonly deployment?: DeploymentState['status'] } = {},
): Rejection<DeploymentRejection> => reject('RELEASE_ENDED', { releaseId, ...more, fix: 'propose another release' });
