import { defineEvent, type EventOf } from '@slipway/contracts';
import { reject, type Decider } from '@slipway/decider';
import { z } from 'zod';

export const Counted = defineEvent('dev.slipway.planning.test-counted.v1', {
  topic: 'release.planning.v1',
  data: z.strictObject({ counter: z.string(), by: z.int() }),
});
export type Counted = EventOf<typeof Counted>;

type Count = { type: 'Count'; counter: string; by: number };

export const counter: Decider<{ total: number }, Count, Counted, 'TOTAL_TOO_HIGH'> = {
  category: 'release',
  initialState: { total: 0 },
  evolve: ({ total }, { data }) => ({ total: total + data.by }),
  decide: ({ counter: name, by }, { total }) =>
    total + by > 100
      ? reject('TOTAL_TOO_HIGH', { total, limit: 100, fix: 'count less' })
      : [Counted.of({ counter: name, by })],
};
