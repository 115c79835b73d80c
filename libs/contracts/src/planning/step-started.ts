import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant } from '../primitives.js';
import { ReleaseSummary, StepOrder } from '../release.js';
import { topics } from '../topics.js';

export const StepStarted = defineEvent('dev.slipway.planning.step-started.v1', {
  topic: topics.planning,
  data: z.strictObject({
    step: StepOrder,
    release: ReleaseSummary,
    startedAt: Instant.exactOptional(),
    /** By when the template expects it to be done; absent for a step of variable length. */
    deadline: Instant.exactOptional(),
  }),
});
export type StepStarted = EventOf<typeof StepStarted>;
