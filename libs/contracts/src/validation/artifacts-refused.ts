import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ArtifactsRefused = defineEvent('dev.slipway.validation.artifacts-refused.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, uri: z.string().min(1), expected: Digest, reason: z.string().min(1) }),
});
export type ArtifactsRefused = EventOf<typeof ArtifactsRefused>;
