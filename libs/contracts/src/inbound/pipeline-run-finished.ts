import { z } from 'zod';
import { cdevent, CustomData, neededDigest } from './cdevent.js';
import { defineInbound } from './define-inbound.js';
import { OutcomeWord } from './outcome.js';
import { oneLine, maybe, prose } from './texts.js';

/** A CI pipeline has ended for one artifact. */
export const PipelineRunFinished = defineInbound(
  'dev.cdevents.pipelinerun.finished',
  cdevent({
    content: z.looseObject({
      pipelineName: maybe(oneLine(500)),
      outcome: OutcomeWord,
      uri: maybe(prose(2000)),
      url: maybe(prose(2000)),
    }),
    customData: CustomData.extend({ digest: neededDigest('the pipeline built') }),
  }),
);
