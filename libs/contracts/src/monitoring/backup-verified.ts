import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const BackupVerified = defineEvent('dev.slipway.monitoring.backup-verified.v1', {
  topic: topics.monitoring,
  data: z.strictObject({ releaseId: ReleaseId, evidence: EvidenceReference }),
});
export type BackupVerified = EventOf<typeof BackupVerified>;
