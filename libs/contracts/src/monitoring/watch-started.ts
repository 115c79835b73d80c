import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const WatchStarted = defineEvent('dev.slipway.monitoring.watch-started.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, targets: z.array(z.string().min(1)).min(1) }),
});
export type WatchStarted = EventOf<typeof WatchStarted>;
