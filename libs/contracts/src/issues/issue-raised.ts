import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
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
    }),
  }),
});
export type IssueRaised = EventOf<typeof IssueRaised>;
