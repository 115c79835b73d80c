import {
  FreezeDeclared,
  FreezeLifted,
  samePerson,
  type Actor,
  type ReleaseSummary,
  type Window,
} from '@slipway/contracts';
import { firstRejection, pass, reject, type Decider, type DecisionContext, type Rule } from '@slipway/decider';
import { windowProblem } from '../release/window-range.js';

export type FreezeState =
  | { readonly status: 'none' }
  | { readonly status: 'declared' | 'lifted'; readonly freezeId: string; readonly environment: string };

export type FreezeCommand =
  | {
      readonly type: 'DeclareFreeze';
      readonly freezeId: string;
      readonly environment: string;
      readonly window: Window;
      readonly reason: string;
    }
  | {
      readonly type: 'LiftFreeze';
      readonly reason: string;
      /** The releases for the frozen environment that have not ended. */
      readonly openReleases: readonly Pick<ReleaseSummary, 'releaseId' | 'author'>[];
    };

export type FreezeRejection =
  | 'FREEZE_DECLARED_ALREADY'
  | 'FREEZE_UNKNOWN'
  | 'FREEZE_LIFTED_ALREADY'
  | 'AUTHOR_CANNOT_LIFT_FREEZE'
  | 'WINDOW_OUT_OF_RANGE';

type FreezeContext = DecisionContext<Pick<Actor, 'id'>>;
type FreezeRule<Type extends FreezeCommand['type']> = Rule<
  [command: Extract<FreezeCommand, { type: Type }>, state: FreezeState, context: FreezeContext],
  FreezeRejection
>;
type DeclarationRule = FreezeRule<'DeclareFreeze'>;

const declaredOnce: DeclarationRule = (_, state) =>
  state.status === 'none'
    ? pass
    : reject('FREEZE_DECLARED_ALREADY', { freezeId: state.freezeId, fix: 'declare it under another id' });

const windowIsInRange: DeclarationRule = ({ window }, _, { now }) => {
  const problem = windowProblem(window, now);
  return problem === undefined ? pass : reject('WINDOW_OUT_OF_RANGE', { ...problem });
};

/** To override a freeze for a release is an exception, which its author does not ask for either. */
const authorDoesNotLift: FreezeRule<'LiftFreeze'> = ({ openReleases }, _, { actor }) => {
  const own = openReleases.find(({ author }) => samePerson(author, actor.id));
  return own === undefined
    ? pass
    : reject('AUTHOR_CANNOT_LIFT_FREEZE', {
        releaseId: own.releaseId,
        fix: 'ask a release manager who is not the author of a release for this environment',
      });
};

/** A time in which an environment must not be changed. */
export const freeze: Decider<
  FreezeState,
  FreezeCommand,
  FreezeDeclared | FreezeLifted,
  FreezeRejection,
  FreezeContext
> = {
  category: 'freeze',
  initialState: { status: 'none' },
  evolve: (_, { type, data: { freezeId, environment } }) => ({
    status: type === FreezeDeclared.type ? 'declared' : 'lifted',
    freezeId,
    environment,
  }),
  decide(command, state, context) {
    if (command.type === 'DeclareFreeze') {
      const { type: _, ...declared } = command;
      return firstRejection([declaredOnce, windowIsInRange], command, state, context) ?? [FreezeDeclared.of(declared)];
    }
    if (state.status === 'none')
      return reject('FREEZE_UNKNOWN', { fix: 'GET /planning/v1/freezes lists those there are' });
    if (state.status === 'lifted')
      return reject('FREEZE_LIFTED_ALREADY', { freezeId: state.freezeId, fix: 'nothing more is needed' });
    const { freezeId, environment } = state;
    const refusal = authorDoesNotLift(command, state, context);
    return refusal ?? [FreezeLifted.of({ freezeId, environment, reason: command.reason })];
  },
};
