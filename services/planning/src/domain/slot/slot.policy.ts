import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { overlap } from '../release/calendar.js';
import type { Reserve } from './slot.commands.js';
import type { SlotState } from './slot.state.js';

export type SlotRejection = 'COMPONENTS_OCCUPIED';

type ReserveRule = Rule<[command: Reserve, state: SlotState, context: DecisionContext], SlotRejection>;

const componentIsFree: ReserveRule = (command, { reservations }) => {
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

export const mayReserve: readonly ReserveRule[] = [componentIsFree];
