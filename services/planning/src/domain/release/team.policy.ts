import { samePerson } from '@slipway/contracts';
import { pass, reject } from '@slipway/decider';
import type { CommandOf } from './release.commands.js';
import { mayWear, releaseHasNotEnded, type ReleaseRule } from './release.policy.js';

type AssignRule = ReleaseRule<CommandOf<'AssignTeamRole'>>;
type AcknowledgeRule = ReleaseRule<CommandOf<'AcknowledgeTeamRole'>>;

const deployerWearsNoOtherHat: AssignRule = ({ role, person }, release, context) => {
  if (role !== 'deployer') return pass;
  const conflict = mayWear('deployer', person, release, context);
  return conflict?.details['wears'] === 'approver'
    ? reject('APPROVER_CANNOT_DEPLOY', { person, fix: 'assign someone who has not approved the release' })
    : conflict;
};

const roleIsAssigned: AcknowledgeRule = ({ role }, { team }) =>
  team[role] === undefined
    ? reject('ROLE_NOT_ASSIGNED', { role, fix: 'have a release manager assign it first' })
    : pass;

const thatPersonAcknowledges: AcknowledgeRule = ({ role }, { team }, { actor }) => {
  const person = team[role]?.person;
  return person !== undefined && samePerson(person, actor.id)
    ? pass
    : reject('ROLE_OF_ANOTHER_PERSON', { role, person, fix: 'that person acknowledges it' });
};

const personHoldsTheRole: AcknowledgeRule = ({ role }, _, { actor }) =>
  actor.roles.includes(role)
    ? pass
    : reject('ROLE_REQUIRED', { role, needed: [role], has: actor.roles, fix: 'assign someone who holds it' });

const deployerStillMayDeploy: AcknowledgeRule = ({ role }, release, context) =>
  role === 'deployer' ? mayWear('deployer', context.actor.id, release, context) : pass;

const acknowledgesOnce: AcknowledgeRule = ({ role }, { team }) =>
  team[role]?.acknowledged === true ? reject('ACKNOWLEDGED_ALREADY', { role, fix: 'nothing more is needed' }) : pass;

export const mayAssignTeamRole: readonly AssignRule[] = [releaseHasNotEnded, deployerWearsNoOtherHat];
export const mayAcknowledgeTeamRole: readonly AcknowledgeRule[] = [
  releaseHasNotEnded,
  roleIsAssigned,
  thatPersonAcknowledges,
  personHoldsTheRole,
  deployerStillMayDeploy,
  acknowledgesOnce,
];
