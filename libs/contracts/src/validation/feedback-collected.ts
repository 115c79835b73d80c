import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const FeedbackCollected = defineEvent('dev.slipway.validation.feedback-collected.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    ratings: z.int().positive(),
    satisfaction: z.number().min(0).max(1),
    comments: z.array(z.string()),
  }),
});
export type FeedbackCollected = EventOf<typeof FeedbackCollected>;
