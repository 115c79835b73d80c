import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PreReleaseGateDecided = defineEvent('dev.slipway.validation.pre-release-gate-decided.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    /** The artifacts that the verdict is about. */
    digests: z.array(Digest).min(1).exactOptional(),
    verdict: z.enum(['passed', 'failed']),
    inputs: z.array(z.strictObject({ eventId: z.uuid(), type: z.string().min(1) })).min(1),
    policyDigest: Digest,
  }),
});
export type PreReleaseGateDecided = EventOf<typeof PreReleaseGateDecided>;
