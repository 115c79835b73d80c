import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** How far an outside tool is with one artifact of the plan. A phase, or a rollback, is done when it is so for every artifact. */
export const OutsideProgressRecorded = defineEvent('dev.slipway.deployment.outside-progress-recorded.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    digest: Digest,
    weight: z.number().min(0).max(100),
    rolledBack: z.boolean(),
    /** When the tool says that it happened. */
    occurredAt: Instant,
  }),
});
export type OutsideProgressRecorded = EventOf<typeof OutsideProgressRecorded>;
