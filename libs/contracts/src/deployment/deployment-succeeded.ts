import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, EnvironmentName, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentSucceeded = defineEvent('dev.slipway.deployment.succeeded.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    artifacts: z.array(ArtifactReference).min(1),
    criticalErrors: z.int().nonnegative(),
    finishedAt: Instant,
  }),
});
export type DeploymentSucceeded = EventOf<typeof DeploymentSucceeded>;
