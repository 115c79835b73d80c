import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { Measurements } from '../checks.js';
import { topics } from '../topics.js';

export const PostReleaseWatchCompleted = defineEvent('dev.slipway.monitoring.post-release-watch-completed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    from: Instant,
    to: Instant,
    uptime: z.number().min(0).max(1),
    coverage: z.number().min(0).max(1),
    performanceMet: z.boolean(),
    breaches: z.int().nonnegative(),
    measurements: Measurements,
  }),
});
export type PostReleaseWatchCompleted = EventOf<typeof PostReleaseWatchCompleted>;
