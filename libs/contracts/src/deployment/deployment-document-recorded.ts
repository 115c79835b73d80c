import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentDocumentRecorded = defineEvent('dev.slipway.deployment.document-recorded.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    output: z.string().min(1),
    evidence: EvidenceReference,
  }),
});
export type DeploymentDocumentRecorded = EventOf<typeof DeploymentDocumentRecorded>;
