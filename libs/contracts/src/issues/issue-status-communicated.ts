import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const IssueStatusCommunicated = defineEvent('dev.slipway.issues.status-communicated.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    status: z.enum(['raised', 'triaged', 'planned', 'resolved']),
    /** The event that changed the status. */
    eventId: z.uuid().optional(),
    channel: z.string().min(1),
    receipt: z.string().min(1),
  }),
});
export type IssueStatusCommunicated = EventOf<typeof IssueStatusCommunicated>;
