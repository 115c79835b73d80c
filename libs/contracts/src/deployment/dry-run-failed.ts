import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const DryRunFailed = defineEvent('dev.slipway.deployment.dry-run-failed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, checks: z.array(CheckResult).min(1) }),
});
export type DryRunFailed = EventOf<typeof DryRunFailed>;
