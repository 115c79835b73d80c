import type { Actor, Hat } from '@slipway/contracts';
import { canonicalIdentity } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rejection, type Rule } from '@slipway/decider';
import { conductOf, conflictingHat } from '@slipway/flow';
import type { Circumstances } from './circumstances.js';
import type { ProposedRelease } from './release.state.js';

export interface ReleaseContext extends DecisionContext<Actor>, Circumstances {}

export type ReleaseRejection =
  | 'RELEASE_UNKNOWN'
  | 'RELEASE_ENDED'
  | 'DEPLOYMENT_HAS_BEGUN'
  | 'DURATION_OUT_OF_RANGE'
  | 'WINDOW_OUT_OF_RANGE'
  | 'WINDOW_HAS_PASSED'
  | 'PLAN_CHANGED'
  | 'FREEZE_IN_FORCE'
  | 'FREEZE_CANNOT_BE_OVERRIDDEN'
  | 'EXCEPTION_REQUIRED'
  | 'COMPONENTS_OCCUPIED'
  | 'AUTHOR_KNOWN'
  | 'AUTHOR_UNRESOLVED'
  | 'HATS_CONFLICT'
  | 'APPROVER_CANNOT_DEPLOY'
  | 'ROLE_NOT_ASSIGNED'
  | 'ROLE_OF_ANOTHER_PERSON'
  | 'ROLE_REQUIRED'
  | 'ACKNOWLEDGED_ALREADY';

/** A rule of one command. */
export type ReleaseRule<Command> = Rule<Command, ProposedRelease, ReleaseContext, ReleaseRejection>;

export const releaseHasNotEnded: ReleaseRule<unknown> = (_, { summary }, { progress }) =>
  progress === 'ended'
    ? reject('RELEASE_ENDED', {
        releaseId: summary.releaseId,
        fix: 'propose another release; this one has ended',
      })
    : pass;

/** Whether the policy lets this person take the hat in addition to those that they wear. */
export function mayWear(
  hat: Hat,
  person: string,
  { summary }: ProposedRelease,
  { hats }: Pick<Circumstances, 'hats'>,
): Rejection<'HATS_CONFLICT'> | undefined {
  const wears = conflictingHat(conductOf(summary.policy), hats, { hat, person: canonicalIdentity(person) });
  return wears === undefined
    ? pass
    : reject('HATS_CONFLICT', { hat, wears, person, fix: `ask someone who is not the ${wears} of this release` });
}
