import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** What held the flow no longer does. */
export const HoldLifted = defineEvent('dev.slipway.planning.hold-lifted.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    holdId: z.string().min(1),
    reason: z.string().min(1),
    by: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
  }),
});
export type HoldLifted = EventOf<typeof HoldLifted>;
