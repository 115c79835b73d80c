import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const UserTrainingScheduled = defineEvent('dev.slipway.planning.user-training-scheduled.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    sessions: z.array(z.strictObject({ title: z.string().min(1), at: Instant, audience: z.string().min(1) })).min(1),
  }),
});
export type UserTrainingScheduled = EventOf<typeof UserTrainingScheduled>;
