import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseResumed = defineEvent('dev.slipway.planning.release-resumed.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type ReleaseResumed = EventOf<typeof ReleaseResumed>;
