import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { mayActAsDeployer } from '../hats.policy.js';
import { releaseHasNotEnded, rolloutHasNotBegun, type DeploymentRule } from '../lifecycle.policy.js';

type StartRule = DeploymentRule<CommandOf<'Start'>>;

const releaseGoesOn: StartRule = ({ releaseId, circumstances: surroundings }, state, context) =>
  releaseHasNotEnded({ releaseId, surroundings }, state, context);

const starterMayDeploy: StartRule = ({ release, circumstances }, _, { actor }) =>
  mayActAsDeployer(release, circumstances.standing, { actor, fix: 'have another deployer start it' });

/** The flow orders a deployment; people may only try again what it has ordered. */
const startIsOrdered: StartRule = ({ fact }, { preDeploymentChecks }) =>
  fact !== undefined || preDeploymentChecks === 'failed' || preDeploymentChecks === 'held'
    ? pass
    : reject('START_NOT_ORDERED', { fix: 'the deployment starts by itself when its step does' });

/** Who may start a deployment and when, in the order in which people read the refusals. */
export const mayStart: readonly StartRule[] = [rolloutHasNotBegun, releaseGoesOn, starterMayDeploy, startIsOrdered];
