import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId, Role } from '../primitives.js';
import { topics } from '../topics.js';

/** A step has taken longer than the template allows; what it still waits for, and who can act. */
export const StepOverdue = defineEvent('dev.slipway.planning.step-overdue.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    step: z.string().min(1),
    since: Instant,
    deadline: Instant,
    missing: z.array(z.strictObject({ id: z.string().min(1), text: z.string().min(1), whoCanAct: z.array(Role) })),
  }),
});
export type StepOverdue = EventOf<typeof StepOverdue>;
