import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const TestSuiteFinished = defineEvent('dev.slipway.intake.test-suite-finished.v1', {
  topic: topics.intake,
  data: z.strictObject({
    digest: Digest,
    suite: z.string().min(1),
    environment: z.string().optional(),
    outcome: z.enum(['success', 'failure']),
    uri: z.string().optional(),
    origin: Origin,
  }),
});
export type TestSuiteFinished = EventOf<typeof TestSuiteFinished>;
