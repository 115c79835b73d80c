import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackCompleted = defineEvent('dev.slipway.deployment.rollback-completed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, restored: z.array(ArtifactReference), finishedAt: Instant }),
});
export type RollbackCompleted = EventOf<typeof RollbackCompleted>;
