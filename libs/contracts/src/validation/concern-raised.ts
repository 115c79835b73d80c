import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const ConcernRaised = defineEvent('dev.slipway.validation.concern-raised.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    concernId: z.string().min(1),
    title: z.string().min(1),
    critical: z.boolean(),
  }),
});
export type ConcernRaised = EventOf<typeof ConcernRaised>;
