import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const CriterionMet = defineEvent('dev.slipway.planning.criterion-met.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    criterion: z.string().min(1),
    text: z.string().min(1),
    by: FactReference,
  }),
});
export type CriterionMet = EventOf<typeof CriterionMet>;
