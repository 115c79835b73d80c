import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Who approved no longer does. With too few approvals left, the release is not approved. */
export const ApprovalWithdrawn = defineEvent('dev.slipway.planning.approval-withdrawn.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    approver: z.string().min(1),
    reason: z.string().min(1),
  }),
});
export type ApprovalWithdrawn = EventOf<typeof ApprovalWithdrawn>;
