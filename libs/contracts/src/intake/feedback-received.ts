import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { Origin } from './origin.js';
import { topics } from '../topics.js';

export const FeedbackReceived = defineEvent('dev.slipway.intake.feedback-received.v1', {
  topic: topics.intake,
  data: z.strictObject({
    releaseId: ReleaseId,
    rating: z.int().min(1).max(5),
    comment: z.string().optional(),
    user: z.string().min(1),
    origin: Origin,
  }),
});
export type FeedbackReceived = EventOf<typeof FeedbackReceived>;
