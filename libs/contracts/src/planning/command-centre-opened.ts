import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const CommandCentreOpened = defineEvent('dev.slipway.planning.command-centre-opened.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    link: z.url(),
    roster: z.array(z.strictObject({ person: z.string().min(1), role: z.string().min(1) })).min(1),
  }),
});
export type CommandCentreOpened = EventOf<typeof CommandCentreOpened>;
