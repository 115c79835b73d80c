import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { TeamRole } from '../release.js';
import { topics } from '../topics.js';

export const TeamAssembled = defineEvent('dev.slipway.planning.team-assembled.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    members: z.array(z.strictObject({ role: TeamRole, person: z.string().min(1) })).min(1),
  }),
});
export type TeamAssembled = EventOf<typeof TeamAssembled>;
