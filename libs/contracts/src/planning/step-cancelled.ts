import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const StepCancelled = defineEvent('dev.slipway.planning.step-cancelled.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, step: z.string().min(1), reason: z.string().min(1) }),
});
export type StepCancelled = EventOf<typeof StepCancelled>;
