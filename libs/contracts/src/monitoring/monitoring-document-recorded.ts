import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const MonitoringDocumentRecorded = defineEvent('dev.slipway.monitoring.document-recorded.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    output: z.string().min(1),
    evidence: EvidenceReference,
  }),
});
export type MonitoringDocumentRecorded = EventOf<typeof MonitoringDocumentRecorded>;
