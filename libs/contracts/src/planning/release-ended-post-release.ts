import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EvidenceReference, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ReleaseEndedPostRelease = defineEvent('dev.slipway.planning.release-ended-post-release.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    signal: z.literal('ps'),
    status: z.enum(['rolled-back', 'rollback-failed', 'aborted', 'open-items', 'released-with-exceptions']),
    open: z.array(z.strictObject({ id: z.string().min(1), text: z.string().min(1), reason: z.string().min(1) })),
    report: EvidenceReference.optional(),
  }),
});
export type ReleaseEndedPostRelease = EventOf<typeof ReleaseEndedPostRelease>;
