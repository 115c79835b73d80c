import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TrainingProvided = defineEvent('dev.slipway.validation.training-provided.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, evidence: z.array(EvidenceReference).min(1) }),
});
export type TrainingProvided = EventOf<typeof TrainingProvided>;
