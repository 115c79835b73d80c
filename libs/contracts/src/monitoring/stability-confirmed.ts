import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const StabilityConfirmed = defineEvent('dev.slipway.monitoring.stability-confirmed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, from: Instant, to: Instant, measurements: Measurements }),
});
export type StabilityConfirmed = EventOf<typeof StabilityConfirmed>;
