import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseAborted = defineEvent('dev.slipway.planning.release-aborted.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type ReleaseAborted = EventOf<typeof ReleaseAborted>;
