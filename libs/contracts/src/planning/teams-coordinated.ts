import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const TeamsCoordinated = defineEvent('dev.slipway.planning.teams-coordinated.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    teams: z.array(z.strictObject({ team: z.string().min(1), person: z.string().min(1) })).min(1),
  }),
});
export type TeamsCoordinated = EventOf<typeof TeamsCoordinated>;
