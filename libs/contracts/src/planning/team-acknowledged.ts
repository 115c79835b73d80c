import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TeamAcknowledged = defineEvent('dev.slipway.planning.team-acknowledged.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, team: z.enum(['operations', 'support']), person: z.string().min(1) }),
});
export type TeamAcknowledged = EventOf<typeof TeamAcknowledged>;
