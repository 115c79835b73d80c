import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ImprovementsPlanned = defineEvent('dev.slipway.monitoring.improvements-planned.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, recommendations: z.array(z.string().min(1)).min(1) }),
});
export type ImprovementsPlanned = EventOf<typeof ImprovementsPlanned>;
