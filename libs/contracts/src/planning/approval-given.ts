import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ApprovalGiven = defineEvent('dev.slipway.planning.approval-given.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    approver: z.string().min(1),
    digests: z.array(Digest).min(1),
    comment: z.string().optional(),
  }),
});
export type ApprovalGiven = EventOf<typeof ApprovalGiven>;
