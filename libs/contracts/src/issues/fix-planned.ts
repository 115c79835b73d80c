import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { IssueId } from './issue.js';
import { topics } from '../topics.js';

export const FixPlanned = defineEvent('dev.slipway.issues.fix-planned.v1', {
  topic: topics.issues,
  data: z.strictObject({
    issueId: IssueId,
    releaseId: ReleaseId,
    plan: z.string().min(1),
    plannedFor: z.string().min(1),
  }),
});
export type FixPlanned = EventOf<typeof FixPlanned>;
