import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const PhaseStarted = defineEvent('dev.slipway.deployment.phase-started.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    phase: z.int().positive(),
    weight: z.number().positive().max(100),
    /** Until when an outside tool has to report it. */
    reportBy: Instant.exactOptional(),
  }),
});
export type PhaseStarted = EventOf<typeof PhaseStarted>;
