import { z } from 'zod';
import { Digest } from '../primitives.js';
import { cdevent, CustomData } from './cdevent.js';
import { defineInbound } from './define-inbound.js';

/** A test suite has ended for one artifact. The suite is known by its name, or by its id when it has none. */
export const TestSuiteRunFinished = defineInbound(
  'dev.cdevents.testsuiterun.finished',
  cdevent({
    content: z.looseObject({
      outcome: z.enum(['pass', 'fail', 'cancel', 'error']),
      testSuite: z.looseObject({
        id: z.string().min(1),
        name: z.string().min(1).optional(),
        uri: z.string().optional(),
      }),
      environment: z.looseObject({ id: z.string().min(1) }).optional(),
    }),
    customData: CustomData.extend({ digest: Digest }),
  }),
);
