import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { CheckResult } from '../checks.js';
import { topics } from '../topics.js';

export const PhaseVerified = defineEvent('dev.slipway.deployment.phase-verified.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    phase: z.int().positive(),
    weight: z.number().positive().max(100),
    final: z.boolean(),
    results: z.array(CheckResult),
  }),
});
export type PhaseVerified = EventOf<typeof PhaseVerified>;
