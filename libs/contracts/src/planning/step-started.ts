import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseSummary, StepOrder } from '../release.js';
import { topics } from '../topics.js';

export const StepStarted = defineEvent('dev.slipway.planning.step-started.v1', {
  topic: topics.planning,
  data: z.strictObject({ step: StepOrder, release: ReleaseSummary }),
});
export type StepStarted = EventOf<typeof StepStarted>;
