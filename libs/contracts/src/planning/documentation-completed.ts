import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DocumentationCompleted = defineEvent('dev.slipway.planning.documentation-completed.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, evidence: z.array(EvidenceReference).min(1) }),
});
export type DocumentationCompleted = EventOf<typeof DocumentationCompleted>;
