import { z } from 'zod';
import { Digest } from '../primitives.js';
import { cdevent, CustomData } from './cdevent.js';
import { defineInbound } from './define-inbound.js';

/** A CI pipeline has ended for one artifact. */
export const PipelineRunFinished = defineInbound(
  'dev.cdevents.pipelinerun.finished',
  cdevent({
    content: z.looseObject({
      pipelineName: z.string().min(1).optional(),
      outcome: z.enum(['success', 'failure', 'error', 'cancel', 'cancelled']),
      uri: z.string().optional(),
      url: z.string().optional(),
    }),
    customData: CustomData.extend({ digest: Digest }),
  }),
);
