import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, FactReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const OutputRecorded = defineEvent('dev.slipway.planning.output-recorded.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    output: z.string().min(1),
    text: z.string().min(1),
    evidence: EvidenceReference,
    by: FactReference,
  }),
});
export type OutputRecorded = EventOf<typeof OutputRecorded>;
