import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** What the release type requires before a rollback counts as possible, and is not there. */
export const RollbackReadinessMissing = defineEvent('dev.slipway.deployment.rollback-readiness-missing.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, missing: z.array(z.string().min(1)).min(1) }),
});
export type RollbackReadinessMissing = EventOf<typeof RollbackReadinessMissing>;
