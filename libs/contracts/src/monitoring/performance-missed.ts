import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Measurements, ServiceLevels } from '../checks.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Answers are slower than the levels of the watch again, after they had been confirmed to be within them. */
export const PerformanceMissed = defineEvent('dev.slipway.monitoring.performance-missed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    measurements: Measurements,
    levels: ServiceLevels,
  }),
});
export type PerformanceMissed = EventOf<typeof PerformanceMissed>;
