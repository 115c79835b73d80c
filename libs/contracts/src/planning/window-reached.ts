import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId, Window } from '../primitives.js';
import { topics } from '../topics.js';

export const WindowReached = defineEvent('dev.slipway.planning.window-reached.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    phase: z.enum(['approaching', 'starting', 'open', 'closed']),
    window: Window,
  }),
});
export type WindowReached = EventOf<typeof WindowReached>;
