import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const IssueRaised = defineEvent('dev.slipway.issues.raised.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    title: z.string().min(1),
    detail: z.string(),
    source: z.strictObject({
      kind: z.enum(['monitoring', 'deployment', 'validation', 'person', 'system']),
      eventId: z.uuid().optional(),
      /** Which outside system reported it. */
      origin: z.string().min(1).exactOptional(),
      /** What its source calls it: reported again while it is open, it is the same issue. The title where a source calls it nothing. */
      subject: z.string().min(1).exactOptional(),
    }),
    /** By when it must be resolved unless triage finds that it is not critical. */
    deadline: Instant.exactOptional(),
  }),
});
export type IssueRaised = EventOf<typeof IssueRaised>;
