import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** The rollout stays where it is: no further phase begins, what was deployed keeps its share of the traffic. */
export const DeploymentPaused = defineEvent('dev.slipway.deployment.paused.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type DeploymentPaused = EventOf<typeof DeploymentPaused>;
