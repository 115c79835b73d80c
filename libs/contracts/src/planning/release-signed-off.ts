import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseSignedOff = defineEvent('dev.slipway.planning.release-signed-off.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, by: z.string().min(1) }),
});
export type ReleaseSignedOff = EventOf<typeof ReleaseSignedOff>;
