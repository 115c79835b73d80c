import type { Actor } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import type { CommandOf } from './deployment.commands.js';
import type { DeploymentState } from './deployment.state.js';
import { mayActAsDeployer } from './hats.policy.js';
import { notBegun, releaseGoesOn } from './lifecycle.policy.js';
import type { DeploymentRejection } from './rejections.js';

type StartRule = Rule<
  [command: CommandOf<'Start'>, state: DeploymentState, context: DecisionContext<Actor>],
  DeploymentRejection
>;

const rolloutHasNotBegun: StartRule = (_, state) => notBegun(state);

const releaseHasNotEnded: StartRule = ({ releaseId, circumstances }) =>
  releaseGoesOn(releaseId, circumstances.standing);

const starterMayDeploy: StartRule = ({ release, circumstances }, _, { actor }) =>
  mayActAsDeployer(release, circumstances.standing, { actor, fix: 'have another deployer start it' });

/** The flow orders a deployment; people may only try again what it has ordered. */
const startIsOrdered: StartRule = ({ fact }, { preDeploymentChecks }) =>
  fact !== undefined || preDeploymentChecks === 'failed' || preDeploymentChecks === 'held'
    ? pass
    : reject('START_NOT_ORDERED', { fix: 'the deployment starts by itself when its step does' });

/** Who may start a deployment and when, in the order in which people read the refusals. */
export const mayStart: readonly StartRule[] = [
  rolloutHasNotBegun,
  releaseHasNotEnded,
  starterMayDeploy,
  startIsOrdered,
];
