import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A late or contradictory fact about this deployment: kept, with the reason, and changed nothing. */
export const DeploymentFactRefused = defineEvent('dev.slipway.deployment.fact-refused.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
    reason: z.string().min(1),
  }),
});
export type DeploymentFactRefused = EventOf<typeof DeploymentFactRefused>;
