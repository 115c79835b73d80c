import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Instant, ReleaseId, Window } from '../primitives.js';
import { topics } from '../topics.js';

export const PlanFinalised = defineEvent('dev.slipway.planning.plan-finalised.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    window: Window,
    schedule: z.array(z.strictObject({ step: z.string().min(1), start: Instant, end: Instant })).min(1),
    /** Of a plan that overrode one freeze, from before freezes were exceptions. */
    freezeOverride: z.strictObject({ freezeId: z.string().min(1), reason: z.string().min(1) }).optional(),
    /** The freezes that granted exceptions override. */
    overriddenFreezes: z.array(z.string().min(1)).exactOptional(),
  }),
});
export type PlanFinalised = EventOf<typeof PlanFinalised>;
