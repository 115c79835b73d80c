import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const StepCompleted = defineEvent('dev.slipway.planning.step-completed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    title: z.string().min(1),
    completedAt: Instant.exactOptional(),
  }),
});
export type StepCompleted = EventOf<typeof StepCompleted>;
