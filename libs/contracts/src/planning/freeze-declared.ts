import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName, Window } from '../primitives.js';
import { topics } from '../topics.js';

export const FreezeDeclared = defineEvent('dev.slipway.planning.freeze-declared.v1', {
  topic: topics.planning,
  data: z.strictObject({
    freezeId: z.string().min(1),
    environment: EnvironmentName,
    window: Window,
    reason: z.string().min(1),
  }),
});
export type FreezeDeclared = EventOf<typeof FreezeDeclared>;
