import { z } from 'zod';
import { CheckResult } from '../checks.js';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const RollbackFailed = defineEvent('dev.slipway.deployment.rollback-failed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    reason: z.string().min(1),
    /** What was seen where the rollback was carried out and its checks failed. */
    results: z.array(CheckResult).exactOptional(),
  }),
});
export type RollbackFailed = EventOf<typeof RollbackFailed>;
