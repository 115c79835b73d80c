import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const HealthConfirmed = defineEvent('dev.slipway.monitoring.health-confirmed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, measurements: Measurements }),
});
export type HealthConfirmed = EventOf<typeof HealthConfirmed>;
