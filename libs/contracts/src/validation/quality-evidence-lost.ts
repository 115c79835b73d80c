import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, EventReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A newer result of CI contradicts the evidence that was confirmed, or the release has come to carry other artifacts. */
export const QualityEvidenceLost = defineEvent('dev.slipway.validation.quality-evidence-lost.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    digests: z.array(Digest).min(1),
    contradictedBy: z.array(EventReference).min(1),
    reason: z.string().min(1),
  }),
});
export type QualityEvidenceLost = EventOf<typeof QualityEvidenceLost>;
