import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const IssuesDocumentRecorded = defineEvent('dev.slipway.issues.document-recorded.v1', {
  topic: topics.issues,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    output: z.string().min(1),
    evidence: EvidenceReference,
  }),
});
export type IssuesDocumentRecorded = EventOf<typeof IssuesDocumentRecorded>;
