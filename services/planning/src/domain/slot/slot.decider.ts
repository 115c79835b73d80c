import { SlotFreed, SlotReserved } from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import type { Free, Reserve, SlotCommand } from './slot.commands.js';
import { mayReserve, type SlotRejection } from './slot.policy.js';
import { evolve, initialState, reservationsOf, type SlotEvent, type SlotState } from './slot.state.js';

export type { Place, SlotCommand } from './slot.commands.js';

/** One component of one environment, which no two releases have at once. */
export const slot: Decider<SlotState, SlotCommand, SlotEvent, SlotRejection> = {
  category: 'slot',
  initialState,
  evolve,
  decide(command, state, context) {
    return command.type === 'Free'
      ? freed(command, state)
      : (firstRejection(mayReserve, command, state, context) ?? [reserved(command)]);
  },
};

/** Also when the release has it already: a command that saw the earlier reservation cannot free this one. */
const reserved = ({ type: _, ...reservation }: Reserve): SlotEvent => SlotReserved.of(reservation);

function freed({ environment, component, releaseId, which, reason }: Free, state: SlotState): SlotEvent[] {
  const about = { environment, component, releaseId, reason };
  const own = reservationsOf(state, releaseId);
  if (which === 'all') return own.length === 0 ? [] : [SlotFreed.of(about)];
  return own.filter(({ revision }) => revision === which).map(({ window }) => SlotFreed.of({ ...about, window }));
}
