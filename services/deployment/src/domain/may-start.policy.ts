import type { Actor } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import type { CommandOf } from './deployment.commands.js';
import type { DeploymentState } from './deployment.state.js';
import type { DeploymentRejection } from './rejections.js';

type StartRule = Rule<
  [command: CommandOf<'Start'>, state: DeploymentState, context: DecisionContext<Actor>],
  DeploymentRejection
>;

const approverCannotStart: StartRule = ({ circumstances }, _, { actor }) =>
  circumstances.approval?.approvers.includes(actor.id) === true
    ? reject('APPROVER_CANNOT_DEPLOY', { approver: actor.id, fix: 'have another deployer start it' })
    : pass;

/** The flow orders a deployment; people may only try again what it has ordered. */
const startIsOrdered: StartRule = ({ fact }, { preDeploymentChecks }) =>
  fact !== undefined || preDeploymentChecks === 'failed' || preDeploymentChecks === 'held'
    ? pass
    : reject('START_NOT_ORDERED', { fix: 'the deployment starts by itself when its step does' });

/** Who may start a deployment and when, in the order in which the rules are told to people. */
export const mayStart: readonly StartRule[] = [approverCannotStart, startIsOrdered];
