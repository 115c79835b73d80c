import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ConcernsAddressed = defineEvent('dev.slipway.validation.concerns-addressed.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, raised: z.int().nonnegative(), openCritical: z.literal(0) }),
});
export type ConcernsAddressed = EventOf<typeof ConcernsAddressed>;
