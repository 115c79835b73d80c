import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A report that opens no issue: kept, with the reason, and changed nothing. */
export const IssueFactRefused = defineEvent('dev.slipway.issues.fact-refused.v1', {
  topic: topics.issues,
  data: z.strictObject({
    releaseId: ReleaseId,
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
    reason: z.string().min(1),
  }),
});
export type IssueFactRefused = EventOf<typeof IssueFactRefused>;
