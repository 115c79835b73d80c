import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { IssueStatusCommunicated } from './issue-status-communicated.js';
import { topics } from '../topics.js';

export const IssueNotificationFailed = defineEvent('dev.slipway.issues.notification-failed.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    status: IssueStatusCommunicated.data.shape.status,
    /** The event that changed the status. */
    eventId: z.uuid(),
    channel: z.string().min(1),
    reason: z.string().min(1),
    /** When it is tried again; absent when it is not. */
    retryAt: Instant.optional(),
  }),
});
export type IssueNotificationFailed = EventOf<typeof IssueNotificationFailed>;
