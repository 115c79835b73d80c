import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const PipelineFinished = defineEvent('dev.slipway.intake.pipeline-finished.v1', {
  topic: topics.intake,
  data: z.strictObject({
    digest: Digest,
    pipeline: z.string().min(1),
    outcome: z.enum(['success', 'failure', 'cancelled']),
    uri: z.string().optional(),
    origin: Origin,
  }),
});
export type PipelineFinished = EventOf<typeof PipelineFinished>;
