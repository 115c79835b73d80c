import { FreezeDeclared, FreezeLifted } from '@slipway/contracts';
import { firstRejection, reject, type Decider } from '@slipway/decider';
import type { FreezeCommand } from './freeze.commands.js';
import { mayDeclare, mayLift, type FreezeContext, type FreezeRejection, type FreezeState } from './freeze.policy.js';

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
      return firstRejection(mayDeclare, command, state, context) ?? [FreezeDeclared.of(declared)];
    }
    if (state.status === 'none')
      return reject('FREEZE_UNKNOWN', { fix: 'GET /planning/v1/freezes lists those there are' });
    if (state.status === 'lifted')
      return reject('FREEZE_LIFTED_ALREADY', { freezeId: state.freezeId, fix: 'nothing more is needed' });
    const { freezeId, environment } = state;
    const { reason } = command;
    return firstRejection(mayLift, command, state, context) ?? [FreezeLifted.of({ freezeId, environment, reason })];
  },
};
