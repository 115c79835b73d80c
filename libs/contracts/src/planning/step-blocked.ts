import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const StepBlocked = defineEvent('dev.slipway.planning.step-blocked.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    missing: z.array(z.strictObject({ id: z.string().min(1), text: z.string().min(1) })).min(1),
  }),
});
export type StepBlocked = EventOf<typeof StepBlocked>;
