import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ApprovalLapsed = defineEvent('dev.slipway.planning.approval-lapsed.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    approvers: z.array(z.string().min(1)).min(1),
    reason: z.string().min(1),
  }),
});
export type ApprovalLapsed = EventOf<typeof ApprovalLapsed>;
