import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const EvidenceReceived = defineEvent('dev.slipway.intake.evidence-received.v1', {
  topic: topics.intake,
  data: z.strictObject({ releaseId: ReleaseId, evidence: EvidenceReference }),
});
export type EvidenceReceived = EventOf<typeof EvidenceReceived>;
