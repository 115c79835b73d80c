import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const LessonsRecorded = defineEvent('dev.slipway.planning.lessons-recorded.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    lessons: z.array(z.string().min(1)).min(1),
    evidence: EvidenceReference,
  }),
});
export type LessonsRecorded = EventOf<typeof LessonsRecorded>;
