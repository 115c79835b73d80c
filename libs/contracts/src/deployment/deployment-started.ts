import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, EnvironmentName, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const DeploymentStarted = defineEvent('dev.slipway.deployment.started.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    executor: z.enum(['local', 'observed']),
    artifacts: z.array(ArtifactReference).min(1),
    phases: z.array(z.number()).min(1),
    /** What happened before is not about this rollout. */
    startedAt: Instant.exactOptional(),
  }),
});
export type DeploymentStarted = EventOf<typeof DeploymentStarted>;
