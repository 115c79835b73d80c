import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Duration, ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const HealthBreached = defineEvent('dev.slipway.monitoring.health-breached.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    target: z.string().min(1),
    burnRate: z.number().positive(),
    window: Duration,
    measurements: Measurements,
  }),
});
export type HealthBreached = EventOf<typeof HealthBreached>;
