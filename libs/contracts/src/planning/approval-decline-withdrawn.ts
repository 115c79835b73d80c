import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Who declined no longer does: the approval is open again. */
export const ApprovalDeclineWithdrawn = defineEvent('dev.slipway.planning.approval-decline-withdrawn.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    approver: z.string().min(1),
    reason: z.string().min(1),
  }),
});
export type ApprovalDeclineWithdrawn = EventOf<typeof ApprovalDeclineWithdrawn>;
