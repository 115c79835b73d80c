import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const SlaEvaluated = defineEvent('dev.slipway.monitoring.sla-evaluated.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    uptime: z.number().min(0).max(1),
    objective: z.number().min(0).max(1),
    met: z.boolean(),
  }),
});
export type SlaEvaluated = EventOf<typeof SlaEvaluated>;
