import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ArtifactsChanged = defineEvent('dev.slipway.planning.artifacts-changed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    artifacts: z.array(ArtifactReference).min(1),
    reason: z.string().min(1),
  }),
});
export type ArtifactsChanged = EventOf<typeof ArtifactsChanged>;
