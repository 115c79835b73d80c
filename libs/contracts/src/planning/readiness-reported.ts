import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReadinessReported = defineEvent('dev.slipway.planning.readiness-reported.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    ready: z.boolean(),
    dependencies: z.array(
      z.strictObject({
        id: z.string().min(1),
        text: z.string().min(1),
        step: z.string().min(1),
        available: z.boolean(),
        by: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }).optional(),
      }),
    ),
    criteria: z.array(z.strictObject({ id: z.string().min(1), text: z.string().min(1), met: z.boolean() })),
    missing: z.array(z.string().min(1)),
  }),
});
export type ReadinessReported = EventOf<typeof ReadinessReported>;
