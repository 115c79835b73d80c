import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** The release was aborted before anything was deployed. */
export const DeploymentCancelled = defineEvent('dev.slipway.deployment.cancelled.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1) }),
});
export type DeploymentCancelled = EventOf<typeof DeploymentCancelled>;
