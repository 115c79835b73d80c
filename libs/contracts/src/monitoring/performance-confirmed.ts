import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { Measurements, ServiceLevels } from '../checks.js';
import { topics } from '../topics.js';

export const PerformanceConfirmed = defineEvent('dev.slipway.monitoring.performance-confirmed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, measurements: Measurements, levels: ServiceLevels }),
});
export type PerformanceConfirmed = EventOf<typeof PerformanceConfirmed>;
