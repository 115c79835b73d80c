import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const FactRefused = defineEvent('dev.slipway.planning.fact-refused.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
    reason: z.string().min(1),
  }),
});
export type FactRefused = EventOf<typeof FactRefused>;
