import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { TeamRole } from '../release.js';
import { topics } from '../topics.js';

export const TeamRoleAssigned = defineEvent('dev.slipway.planning.team-role-assigned.v1', {
  topic: topics.planning,
  data: z.strictObject({ releaseId: ReleaseId, role: TeamRole, person: z.string().min(1) }),
});
export type TeamRoleAssigned = EventOf<typeof TeamRoleAssigned>;
