import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TriggerMet = defineEvent('dev.slipway.planning.trigger-met.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    trigger: z.string().min(1),
    text: z.string().min(1),
    by: FactReference,
  }),
});
export type TriggerMet = EventOf<typeof TriggerMet>;
