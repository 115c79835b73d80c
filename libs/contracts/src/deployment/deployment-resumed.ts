import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentResumed = defineEvent('dev.slipway.deployment.resumed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type DeploymentResumed = EventOf<typeof DeploymentResumed>;
