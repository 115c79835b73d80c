import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackReadinessConfirmed = defineEvent('dev.slipway.deployment.rollback-readiness-confirmed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    previousArtifacts: z.array(ArtifactReference),
    rehearsed: z.boolean(),
    warnings: z.array(z.string().min(1)),
  }),
});
export type RollbackReadinessConfirmed = EventOf<typeof RollbackReadinessConfirmed>;
