import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const IssueSlaBreached = defineEvent('dev.slipway.issues.sla-breached.v1', {
  topic: topics.issues,
  data: z.strictObject({ issueId: IssueId, releaseId: ReleaseId, deadline: Instant }),
});
export type IssueSlaBreached = EventOf<typeof IssueSlaBreached>;
