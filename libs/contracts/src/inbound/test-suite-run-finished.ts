import { z } from 'zod';
import { cdevent, CustomData, neededDigest } from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { OutcomeWord } from './outcome.js';
import { key, oneLine, maybe, prose } from './texts.js';

/**
 * A test suite has ended for one artifact. The suite is known by its id; by its name when that is all there is; without either, each
 * run is a suite of its own.
 */
export const TestSuiteRunFinished = defineInbound(
  'dev.cdevents.testsuiterun.finished',
  cdevent({
    content: z.looseObject({
      outcome: OutcomeWord,
      testSuite: maybe(z.looseObject({ id: maybe(key(500)), name: maybe(oneLine(500)), uri: maybe(prose(2000)) })),
      environment: maybe(z.looseObject({ id: key(500) })),
    }),
    customData: CustomData.extend({ digest: neededDigest('the suite tested') }),
  }),
);
