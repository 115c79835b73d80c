import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TrendsAnalysed = defineEvent('dev.slipway.monitoring.trends-analysed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    issues: z.strictObject({
      raised: z.int().nonnegative(),
      resolved: z.int().nonnegative(),
      open: z.int().nonnegative(),
    }),
    trend: z.enum(['none', 'falling', 'steady', 'rising']),
    latencyChange: z.number(),
  }),
});
export type TrendsAnalysed = EventOf<typeof TrendsAnalysed>;
