import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A critical error that was seen while a rollout was under way: it counts in the result of the deployment. */
export const RolloutErrorObserved = defineEvent('dev.slipway.deployment.rollout-error-observed.v1', {
  topic: topics.deployment,
  data: z.strictObject({
    releaseId: ReleaseId,
    what: z.string().min(1),
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
  }),
});
export type RolloutErrorObserved = EventOf<typeof RolloutErrorObserved>;
