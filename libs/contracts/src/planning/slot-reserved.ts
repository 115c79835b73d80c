import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId, Window } from '../primitives.js';
import { topics } from '../topics.js';

/** A component of an environment is kept for one release during this window. */
export const SlotReserved = defineEvent('dev.slipway.planning.slot-reserved.v1', {
  topic: topics.planning,
  data: z.strictObject({
    environment: EnvironmentName,
    component: z.string().min(1),
    releaseId: ReleaseId,
    window: Window,
  }),
});
export type SlotReserved = EventOf<typeof SlotReserved>;
