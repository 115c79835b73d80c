import { SlotFreed, SlotReserved, type Window } from '@slipway/contracts';
import { firstRejection, pass, reject, type Decider, type Rule } from '@slipway/decider';
import { overlap } from '../release/calendar.js';
import { evolve, initialState, reservationsOf, type SlotEvent, type SlotState } from './slot.state.js';

/** What is reserved. */
export interface Place {
  readonly environment: string;
  readonly component: string;
}

interface Reserve extends Place {
  readonly type: 'Reserve';
  readonly releaseId: string;
  readonly window: Window;
}

interface Free extends Place {
  readonly type: 'Free';
  readonly releaseId: string;
  /** Everything that the release has, or the one reservation that the sender saw: one made again since stays. */
  readonly which: 'all' | number;
  readonly reason: string;
}

export type SlotCommand = Reserve | Free;
export type SlotRejection = 'COMPONENTS_OCCUPIED';

const componentIsFree: Rule<[command: Reserve, state: SlotState], SlotRejection> = (command, { reservations }) => {
  const { releaseId, environment, component, window } = command;
  const occupied = reservations
    .filter((other) => other.releaseId !== releaseId && overlap(other.window, window))
    .map((other) => ({
      releaseId: other.releaseId,
      environment,
      components: [component],
      window: other.window,
    }));
  return occupied.length === 0 ? pass : reject('COMPONENTS_OCCUPIED', { occupied, fix: 'choose another window' });
};

/** One component of one environment, which no two releases have at once. */
export const slot: Decider<SlotState, SlotCommand, SlotEvent, SlotRejection> = {
  category: 'slot',
  initialState,
  evolve,
  decide(command, state) {
    return command.type === 'Free'
      ? freed(command, state)
      : (firstRejection([componentIsFree], command, state) ?? [reserved(command)]);
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
