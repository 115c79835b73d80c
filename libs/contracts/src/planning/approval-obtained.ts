import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ApprovalObtained = defineEvent('dev.slipway.planning.approval-obtained.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    approvers: z.array(z.string().min(1)).min(1),
    digests: z.array(Digest).min(1),
  }),
});
export type ApprovalObtained = EventOf<typeof ApprovalObtained>;
