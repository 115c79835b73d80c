import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const DryRunPassed = defineEvent('dev.slipway.deployment.dry-run-passed.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, checks: z.array(CheckResult).min(1) }),
});
export type DryRunPassed = EventOf<typeof DryRunPassed>;
