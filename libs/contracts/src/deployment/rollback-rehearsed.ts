import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackRehearsed = defineEvent('dev.slipway.deployment.rollback-rehearsed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, evidence: EvidenceReference }),
});
export type RollbackRehearsed = EventOf<typeof RollbackRehearsed>;
