import { z } from 'zod';
import { CheckResult } from '../checks.js';
import { defineEvent, type EventOf } from '../define-event.js';
import { ArtifactReference, Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackCompleted = defineEvent('dev.slipway.deployment.rollback-completed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    restored: z.array(ArtifactReference),
    finishedAt: Instant,
    /** What was seen of what serves again; absent in rollbacks from before they were verified. */
    results: z.array(CheckResult).exactOptional(),
  }),
});
export type RollbackCompleted = EventOf<typeof RollbackCompleted>;
