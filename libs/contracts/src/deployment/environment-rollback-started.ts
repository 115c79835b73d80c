import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, EnvironmentName, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** After the end of a release its environment begins to go back to what ran before. */
export const EnvironmentRollbackStarted = defineEvent('dev.slipway.deployment.environment-rollback-started.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    to: z.array(ArtifactReference),
    reason: z.string().min(1),
    by: z.string().min(1),
    /** Until when an outside tool has to report it. */
    reportBy: Instant.exactOptional(),
  }),
});
export type EnvironmentRollbackStarted = EventOf<typeof EnvironmentRollbackStarted>;
