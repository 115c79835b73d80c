import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentFailed = defineEvent('dev.slipway.deployment.failed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, reason: z.string().min(1), phase: z.int().positive().optional() }),
});
export type DeploymentFailed = EventOf<typeof DeploymentFailed>;
