import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackStarted = defineEvent('dev.slipway.deployment.rollback-started.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    reason: z.string().min(1),
    to: z.array(ArtifactReference),
    /** Until when an outside tool has to report it. */
    reportBy: Instant.exactOptional(),
  }),
});
export type RollbackStarted = EventOf<typeof RollbackStarted>;
