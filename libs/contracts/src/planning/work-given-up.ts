import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A reaction to a fact of the release failed for good. Somebody has to look. */
export const WorkGivenUp = defineEvent('dev.slipway.planning.work-given-up.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    /** The consumer group that gave up. */
    group: z.string().min(1),
    fact: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
    reason: z.string().min(1),
  }),
});
export type WorkGivenUp = EventOf<typeof WorkGivenUp>;
