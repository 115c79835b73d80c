import { samePerson, type Actor } from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { windowProblem } from '../release/window-range.js';
import type { CommandOf } from './freeze.commands.js';

export type FreezeState =
  | { readonly status: 'none' }
  | { readonly status: 'declared' | 'lifted'; readonly freezeId: string; readonly environment: string };

export type FreezeRejection =
  | 'FREEZE_DECLARED_ALREADY'
  | 'FREEZE_UNKNOWN'
  | 'FREEZE_LIFTED_ALREADY'
  | 'AUTHOR_CANNOT_LIFT_FREEZE'
  | 'WINDOW_OUT_OF_RANGE';

export type FreezeContext = DecisionContext<Pick<Actor, 'id'>>;

/** A rule of one command. */
type FreezeRule<Command> = Rule<[command: Command, state: FreezeState, context: FreezeContext], FreezeRejection>;
type DeclarationRule = FreezeRule<CommandOf<'DeclareFreeze'>>;

const declaredOnce: DeclarationRule = (_, state) =>
  state.status === 'none'
    ? pass
    : reject('FREEZE_DECLARED_ALREADY', { freezeId: state.freezeId, fix: 'declare it under another id' });

const windowIsInRange: DeclarationRule = ({ window }, _, { now }) => {
  const problem = windowProblem(window, now);
  return problem === undefined ? pass : reject('WINDOW_OUT_OF_RANGE', { ...problem });
};

/** To override a freeze for a release is an exception, which its author does not ask for either. */
const authorDoesNotLift: FreezeRule<CommandOf<'LiftFreeze'>> = ({ openReleases }, _, { actor }) => {
  const own = openReleases.find(({ author }) => samePerson(author, actor.id));
  return own === undefined
    ? pass
    : reject('AUTHOR_CANNOT_LIFT_FREEZE', {
        releaseId: own.releaseId,
        fix: 'ask a release manager who is not the author of a release for this environment',
      });
};

export const mayDeclare: readonly DeclarationRule[] = [declaredOnce, windowIsInRange];
export const mayLift: readonly FreezeRule<CommandOf<'LiftFreeze'>>[] = [authorDoesNotLift];
