import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PhaseStarted = defineEvent('dev.slipway.deployment.phase-started.v1', {
  topic: topics.deployment,
  data: z.strictObject({ releaseId: ReleaseId, phase: z.int().positive(), weight: z.number().positive().max(100) }),
});
export type PhaseStarted = EventOf<typeof PhaseStarted>;
