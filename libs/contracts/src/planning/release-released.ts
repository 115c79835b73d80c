import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId, SemanticVersion } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseReleased = defineEvent('dev.slipway.planning.release-released.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    product: z.string().min(1),
    version: SemanticVersion,
    signal: z.literal('rl'),
  }),
});
export type ReleaseReleased = EventOf<typeof ReleaseReleased>;
