import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleasePaused = defineEvent('dev.slipway.planning.release-paused.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type ReleasePaused = EventOf<typeof ReleasePaused>;
