import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const CriterionWaived = defineEvent('dev.slipway.planning.criterion-waived.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, criterion: z.string().min(1), reason: z.string().min(1) }),
});
export type CriterionWaived = EventOf<typeof CriterionWaived>;
