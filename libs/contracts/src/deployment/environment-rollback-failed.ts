import { z } from 'zod';
import { CheckResult } from '../checks.js';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** After the end of a release its environment could not go back; it can be tried again. */
export const EnvironmentRollbackFailed = defineEvent('dev.slipway.deployment.environment-rollback-failed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    environment: EnvironmentName,
    reason: z.string().min(1),
    /** What was seen where it was carried out and its checks failed. */
    results: z.array(CheckResult).exactOptional(),
  }),
});
export type EnvironmentRollbackFailed = EventOf<typeof EnvironmentRollbackFailed>;
