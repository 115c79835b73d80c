import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A step that was done is active again, since an action of it is open again. */
export const StepReopened = defineEvent('dev.slipway.planning.step-reopened.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    title: z.string().min(1),
    reason: z.string().min(1),
    reopenedAt: Instant.exactOptional(),
    deadline: Instant.exactOptional(),
  }),
});
export type StepReopened = EventOf<typeof StepReopened>;
