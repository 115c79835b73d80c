import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ArtifactsVerified = defineEvent('dev.slipway.validation.artifacts-verified.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    artifacts: z.array(z.strictObject({ digest: Digest, size: z.int().nonnegative(), uri: z.string().min(1) })).min(1),
  }),
});
export type ArtifactsVerified = EventOf<typeof ArtifactsVerified>;
