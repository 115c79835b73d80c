import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** What the acceptance rested on no longer holds. */
export const AcceptanceWithdrawn = defineEvent('dev.slipway.validation.acceptance-withdrawn.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    reason: z.string().min(1),
  }),
});
export type AcceptanceWithdrawn = EventOf<typeof AcceptanceWithdrawn>;
