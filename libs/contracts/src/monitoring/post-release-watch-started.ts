import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PostReleaseWatchStarted = defineEvent('dev.slipway.monitoring.post-release-watch-started.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, until: Instant }),
});
export type PostReleaseWatchStarted = EventOf<typeof PostReleaseWatchStarted>;
