import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ApprovalRequested = defineEvent('dev.slipway.planning.approval-requested.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    digests: z.array(Digest).min(1),
    quorum: z.int().positive(),
    author: z.string().min(1),
  }),
});
export type ApprovalRequested = EventOf<typeof ApprovalRequested>;
