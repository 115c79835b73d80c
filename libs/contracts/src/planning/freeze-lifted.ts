import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { EnvironmentName } from '../primitives.js';
import { topics } from '../topics.js';

export const FreezeLifted = defineEvent('dev.slipway.planning.freeze-lifted.v1', {
  topic: topics.planning,
  data: z.strictObject({ freezeId: z.string().min(1), environment: EnvironmentName, reason: z.string().min(1) }),
});
export type FreezeLifted = EventOf<typeof FreezeLifted>;
