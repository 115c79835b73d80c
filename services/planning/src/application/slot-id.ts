import { hash } from 'node:crypto';
import type { Place } from '../domain/slot/slot.decider.js';

/** The id of the slot's stream: environments and components have names that no stream could. */
export const slotId = ({ environment, component }: Place): string =>
  hash('sha256', JSON.stringify([environment, component]), 'hex');
