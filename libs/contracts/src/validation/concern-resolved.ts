import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ConcernResolved = defineEvent('dev.slipway.validation.concern-resolved.v1', {
  topic: topics.validation,
  data: z.strictObject({ releaseId: ReleaseId, concernId: z.string().min(1), resolution: z.string().min(1) }),
});
export type ConcernResolved = EventOf<typeof ConcernResolved>;
