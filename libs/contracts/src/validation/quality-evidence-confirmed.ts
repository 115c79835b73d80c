import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, EventReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const QualityEvidenceConfirmed = defineEvent('dev.slipway.validation.quality-evidence-confirmed.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    digests: z.array(Digest).min(1),
    results: z.array(EventReference).min(1),
  }),
});
export type QualityEvidenceConfirmed = EventOf<typeof QualityEvidenceConfirmed>;
