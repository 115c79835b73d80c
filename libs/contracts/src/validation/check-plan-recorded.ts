import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckKind, HttpCheck } from '../checks.js';
import { topics } from '../topics.js';

export const CheckPlanRecorded = defineEvent('dev.slipway.validation.check-plan-recorded.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    requiredSuites: z.array(z.string().min(1)).min(1),
    checks: z.record(CheckKind, z.array(HttpCheck).min(1)),
    performance: z.strictObject({
      requests: z.int().positive(),
      p95: z.number().positive(),
      p99: z.number().positive(),
      errorRate: z.number().min(0).max(1),
    }),
  }),
});
export type CheckPlanRecorded = EventOf<typeof CheckPlanRecorded>;
