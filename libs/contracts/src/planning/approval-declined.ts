import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ApprovalDeclined = defineEvent('dev.slipway.planning.approval-declined.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, approver: z.string().min(1), reason: z.string().min(1) }),
});
export type ApprovalDeclined = EventOf<typeof ApprovalDeclined>;
