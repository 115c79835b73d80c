import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { IssueId, Level, Priority } from './issue.js';
import { topics } from '../topics.js';

export const IssueTriaged = defineEvent('dev.slipway.issues.triaged.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    category: z.enum(['defect', 'performance', 'security', 'usability', 'operations']),
    impact: Level,
    urgency: Level,
    priority: Priority,
    deadline: Instant.optional(),
  }),
});
export type IssueTriaged = EventOf<typeof IssueTriaged>;
