import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const SatisfactionMeasured = defineEvent('dev.slipway.monitoring.satisfaction-measured.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    stage: z.enum(['verification', 'post-release']),
    ratings: z.int().nonnegative(),
    satisfaction: z.number().min(0).max(1),
  }),
});
export type SatisfactionMeasured = EventOf<typeof SatisfactionMeasured>;
