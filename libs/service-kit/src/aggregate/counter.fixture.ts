import { randomUUID } from 'node:crypto';
import { defineEvent, type Actor, type EventDefinition, type EventOf } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';
import type { EventStore } from '@slipway/event-store';
import type { Cause } from '@slipway/messaging';
import { z } from 'zod';
import type { AggregateParts } from './aggregate.js';

export const Counted = defineEvent('dev.slipway.test.counted.v1', {
  topic: 'release.planning.v1',
  data: z.strictObject({ by: z.int().max(100) }),
});
const Doubled = defineEvent('dev.slipway.test.doubled.v1', {
  topic: 'release.planning.v1',
  data: z.strictObject({ at: z.string() }),
});
type CounterEvent = EventOf<typeof Counted> | EventOf<typeof Doubled>;
export type CounterCommand =
  { type: 'Count'; by: number } | { type: 'CountAndDouble'; by: number } | { type: 'Note'; text: string };

export const counter: Decider<{ total: number }, CounterCommand, CounterEvent, 'TOTAL_TOO_HIGH'> = {
  category: 'release',
  initialState: { total: 0 },
  evolve: (state, event) =>
    event.type === Counted.type ? { total: state.total + event.data.by } : { total: state.total * 2 },
  decide(command, { total }, { now }) {
    if (command.type === 'Note') return [Doubled.of({ at: command.text })];
    if (total + command.by > 100 && command.by <= 100) return reject('TOTAL_TOO_HIGH', { total, fix: 'count less' });
    const counted: CounterEvent = { type: Counted.type, data: { by: command.by } };
    return command.type === 'Count' ? [counted] : [counted, Doubled.of({ at: now })];
  },
};

const definitions: readonly EventDefinition[] = [Counted, Doubled];
export const ada: Actor = { id: 'ada', kind: 'person', roles: ['release-manager'] };
export const cause = (id: string = randomUUID(), more: Partial<Cause> = {}): Cause => ({
  id,
  actor: ada,
  correlationId: 'c',
  fingerprint: 'f',
  ...more,
});

export const parts = (store: EventStore): AggregateParts => ({
  store,
  clock: { now: () => '2026-11-23T12:00:00.000Z' },
  catalog: (type) => definitions.find((definition) => definition.type === type),
});
