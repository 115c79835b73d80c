import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const TestSuiteFinished = defineEvent('dev.slipway.intake.test-suite-finished.v1', {
  topic: topics.intake,
  data: z.strictObject({
    digest: Digest,
    /** For people to read; two suites may share it. */
    suite: z.string().min(1),
    /** What its source calls it, where that is not the name. */
    suiteId: z.string().min(1).exactOptional(),
    environment: z.string().optional(),
    outcome: z.enum(['success', 'failure', 'cancelled']),
    uri: z.string().optional(),
    origin: Origin,
  }),
});
export type TestSuiteFinished = EventOf<typeof TestSuiteFinished>;
