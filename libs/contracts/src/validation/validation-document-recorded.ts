import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ValidationDocumentRecorded = defineEvent('dev.slipway.validation.document-recorded.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    output: z.string().min(1),
    evidence: EvidenceReference,
  }),
});
export type ValidationDocumentRecorded = EventOf<typeof ValidationDocumentRecorded>;
