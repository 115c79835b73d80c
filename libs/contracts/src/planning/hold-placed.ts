import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** The flow starts no step and does not end while this stands. */
export const HoldPlaced = defineEvent('dev.slipway.planning.hold-placed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    holdId: z.string().min(1),
    reason: z.string().min(1),
    by: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
  }),
});
export type HoldPlaced = EventOf<typeof HoldPlaced>;
