import { FreezeDeclared, FreezeLifted, type Window } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';

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

export type FreezeRejection = 'FREEZE_DECLARED_ALREADY' | 'FREEZE_UNKNOWN' | 'FREEZE_LIFTED_ALREADY';

/** A time in which an environment must not be changed. */
export const freeze: Decider<FreezeState, FreezeCommand, FreezeDeclared | FreezeLifted, FreezeRejection> = {
  category: 'freeze',
  initialState: { status: 'none' },
  evolve: (_, { type, data: { freezeId, environment } }) => ({
    status: type === FreezeDeclared.type ? 'declared' : 'lifted',
    freezeId,
    environment,
  }),
  decide(command, state) {
    if (command.type === 'DeclareFreeze') {
      const { type: _, ...declared } = command;
      return state.status === 'none'
        ? [FreezeDeclared.of(declared)]
        : reject('FREEZE_DECLARED_ALREADY', { freezeId: state.freezeId, fix: 'declare it under another id' });
    }
    if (state.status === 'none')
      return reject('FREEZE_UNKNOWN', { fix: 'GET /planning/v1/freezes lists those there are' });
    if (state.status === 'lifted')
      return reject('FREEZE_LIFTED_ALREADY', { freezeId: state.freezeId, fix: 'nothing more is needed' });
    const { freezeId, environment } = state;
    return [FreezeLifted.of({ freezeId, environment, reason: command.reason })];
  },
};
