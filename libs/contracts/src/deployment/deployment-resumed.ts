import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentResumed = defineEvent('dev.slipway.deployment.resumed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    reason: z.string().min(1),
    /** Until when an outside tool has to report the phase that the pause interrupted. */
    reportBy: Instant.exactOptional(),
  }),
});
export type DeploymentResumed = EventOf<typeof DeploymentResumed>;
