import { canonicalIdentity } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import type { CommandOf } from '../deployment.commands.js';
import { mayActAsDeployer } from '../hats.policy.js';
import { releaseHasNotEnded, type DeploymentRule } from '../lifecycle.policy.js';

type RehearsalRule = DeploymentRule<CommandOf<'RecordRehearsal'>>;

const fix = 'have another deployer rehearse the rollback and record it';

const deploymentIsNotCancelled: RehearsalRule = (_, { status }) =>
  status === 'cancelled' ? reject('DEPLOYMENT_ENDED', { deployment: status, fix: 'propose another release' }) : pass;

const authorCannotRehearse: RehearsalRule = ({ surroundings }, _, { actor }) =>
  surroundings.standing.hats.author?.includes(canonicalIdentity(actor.id)) === true
    ? reject('HATS_CONFLICT', { person: actor.id, hat: 'deployer', other: 'author', fix })
    : pass;

const rehearserMayDeploy: RehearsalRule = ({ release, surroundings }, _, { actor }) =>
  mayActAsDeployer(release, surroundings.standing, { actor, fix });

/** Who may record a rehearsal and when, in the order in which people read the refusals. */
export const mayRehearse: readonly RehearsalRule[] = [
  releaseHasNotEnded,
  deploymentIsNotCancelled,
  authorCannotRehearse,
  rehearserMayDeploy,
];
