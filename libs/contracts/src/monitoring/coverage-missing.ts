import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const CoverageMissing = defineEvent('dev.slipway.monitoring.coverage-missing.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    coverage: z.number().min(0).max(1),
    results: z.array(CheckResult),
    reason: z.string().min(1),
  }),
});
export type CoverageMissing = EventOf<typeof CoverageMissing>;
