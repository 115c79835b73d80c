import { pass, reject, type Rejection } from '@slipway/decider';
import { conflictingHat } from '@slipway/flow';
import type { ConfirmAcceptance, OfPeople, PlanAcceptance, RecordCase } from './acceptance.commands.js';
import type { AcceptanceRule } from './acceptance.policy.js';

const hat = 'acceptance-owner';

/** Whether the person has another hat that the matrix of the policy does not combine with that of a user. */
const conflictOf = ({ conduct, standing }: OfPeople, person: string) =>
  conflictingHat(conduct, standing.wearers, { hat, person });

function mayOwn(command: OfPeople, owner: string): Rejection<'OWNER_IS_DEPLOYER' | 'HATS_CONFLICT'> | undefined {
  const wears = conflictOf(command, owner);
  if (wears === undefined) return pass;
  if (wears === 'deployer') {
    return reject('OWNER_IS_DEPLOYER', { owner, fix: 'the deployer must not own the acceptance: name someone else' });
  }
  return reject('HATS_CONFLICT', {
    person: owner,
    hat,
    wears,
    fix: `the ${wears} must not own the acceptance: name someone else`,
  });
}

export const namedOwnerMayOwn: AcceptanceRule<PlanAcceptance> = (command) => mayOwn(command, command.owner);

/** Hats may have been taken since the acceptance was planned. */
export const ownerMayStillOwn: AcceptanceRule<ConfirmAcceptance> = (command, { owner = '' }) => mayOwn(command, owner);

/** A verdict comes from a user, and so never from a person who made or deployed the version. */
export const recorderMayJudge: AcceptanceRule<RecordCase> = (command, _, { actor: { id: person } }) => {
  const wears = conflictOf(command, person);
  return wears === undefined
    ? pass
    : reject('HATS_CONFLICT', { person, hat, wears, fix: `the ${wears} must not judge a case: ask someone else` });
};
