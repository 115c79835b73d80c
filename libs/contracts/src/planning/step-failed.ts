import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const StepFailed = defineEvent('dev.slipway.planning.step-failed.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, step: z.string().min(1), reason: z.string().min(1), by: FactReference }),
});
export type StepFailed = EventOf<typeof StepFailed>;
