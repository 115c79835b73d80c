import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const AcceptanceCaseRecorded = defineEvent('dev.slipway.validation.acceptance-case-recorded.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    caseId: z.string().min(1),
    accepted: z.boolean(),
    comment: z.string().optional(),
  }),
});
export type AcceptanceCaseRecorded = EventOf<typeof AcceptanceCaseRecorded>;
