import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const AcceptancePlanned = defineEvent('dev.slipway.validation.acceptance-planned.v1', {
  topic: topics.validation,
  data: z.strictObject({
    releaseId: ReleaseId,
    owner: z.string().min(1),
    /** How many users are asked for their opinion. */
    asked: z.int().positive().exactOptional(),
    threshold: z.number().min(0).max(1),
    cases: z.array(z.strictObject({ id: z.string().min(1), title: z.string().min(1), workflow: z.boolean() })).min(1),
  }),
});
export type AcceptancePlanned = EventOf<typeof AcceptancePlanned>;
