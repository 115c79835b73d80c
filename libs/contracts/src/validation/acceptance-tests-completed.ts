import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const AcceptanceTestsCompleted = defineEvent('dev.slipway.validation.acceptance-tests-completed.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    accepted: z.int().nonnegative(),
    total: z.int().positive(),
    ratio: z.number().min(0).max(1),
  }),
});
export type AcceptanceTestsCompleted = EventOf<typeof AcceptanceTestsCompleted>;
