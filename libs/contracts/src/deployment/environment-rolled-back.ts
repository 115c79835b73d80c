import { z } from 'zod';
import { CheckResult } from '../checks.js';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, EnvironmentName, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** After the end of a release its environment went back to what ran before. It stands on the trail of each release that it concerns. */
export const EnvironmentRolledBack = defineEvent('dev.slipway.deployment.environment-rolled-back.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    /** The release that no longer runs there. */
    displaced: ReleaseId,
    /** The release that runs there again; absent when none is known. */
    restoredRelease: ReleaseId.exactOptional(),
    restored: z.array(ArtifactReference),
    reason: z.string().min(1),
    by: z.string().min(1),
    finishedAt: Instant,
    /** What was seen of what serves again. */
    results: z.array(CheckResult).exactOptional(),
  }),
});
export type EnvironmentRolledBack = EventOf<typeof EnvironmentRolledBack>;
