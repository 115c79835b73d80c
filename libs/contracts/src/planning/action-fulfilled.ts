import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ActionFulfilled = defineEvent('dev.slipway.planning.action-fulfilled.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    action: z.string().min(1),
    text: z.string().min(1),
    by: FactReference,
  }),
});
export type ActionFulfilled = EventOf<typeof ActionFulfilled>;
