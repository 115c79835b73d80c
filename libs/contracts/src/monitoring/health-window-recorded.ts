import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const HealthWindowRecorded = defineEvent('dev.slipway.monitoring.health-window-recorded.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    from: Instant,
    to: Instant,
    measurements: Measurements,
    healthy: z.boolean(),
  }),
});
export type HealthWindowRecorded = EventOf<typeof HealthWindowRecorded>;
