import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RetrospectiveDrafted = defineEvent('dev.slipway.planning.retrospective-drafted.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, evidence: EvidenceReference }),
});
export type RetrospectiveDrafted = EventOf<typeof RetrospectiveDrafted>;
