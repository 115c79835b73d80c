import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RetrospectiveCompleted = defineEvent('dev.slipway.planning.retrospective-completed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    participants: z.array(z.string().min(1)).min(1),
    evidence: EvidenceReference,
  }),
});
export type RetrospectiveCompleted = EventOf<typeof RetrospectiveCompleted>;
