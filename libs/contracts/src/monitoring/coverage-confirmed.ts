import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const CoverageConfirmed = defineEvent('dev.slipway.monitoring.coverage-confirmed.v1', {
  topic: topics.monitoring,
  data: z.strictObject({
    releaseId: ReleaseId,
    coverage: z.number().min(0).max(1),
    answered: z.array(CheckResult).min(1),
    testAlert: z.strictObject({ receipt: z.string().min(1), deliveredAt: Instant }),
  }),
});
export type CoverageConfirmed = EventOf<typeof CoverageConfirmed>;
