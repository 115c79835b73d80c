import { FreezeDeclared, FreezeLifted, type Window } from '@slipway/contracts';
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
  | { readonly type: 'LiftFreeze'; readonly reason: string };

export type FreezeRejection =
  'FREEZE_DECLARED_ALREADY' | 'FREEZE_UNKNOWN' | 'FREEZE_LIFTED_ALREADY' | 'WINDOW_OUT_OF_RANGE';

type Declare = Extract<FreezeCommand, { type: 'DeclareFreeze' }>;
type DeclarationRule = Rule<[command: Declare, state: FreezeState, context: DecisionContext], FreezeRejection>;

const declaredOnce: DeclarationRule = (_, state) =>
  state.status === 'none'
    ? pass
    : reject('FREEZE_DECLARED_ALREADY', { freezeId: state.freezeId, fix: 'declare it under another id' });

const windowIsInRange: DeclarationRule = ({ window }, _, { now }) => {
  const problem = windowProblem(window, now);
  return problem === undefined ? pass : reject('WINDOW_OUT_OF_RANGE', { ...problem });
};

/** A time in which an environment must not be changed. */
export const freeze: Decider<FreezeState, FreezeCommand, FreezeDeclared | FreezeLifted, FreezeRejection> = {
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
    return [FreezeLifted.of({ freezeId, environment, reason: command.reason })];
  },
};
