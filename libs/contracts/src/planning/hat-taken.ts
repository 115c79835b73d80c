import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Hat } from '../hats.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** A person acts for the release in a capacity that the policy compares with others. */
export const HatTaken = defineEvent('dev.slipway.planning.hat-taken.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    hat: Hat,
    person: z.string().min(1),
    by: z.strictObject({ eventId: z.uuid(), type: z.string().min(1) }),
  }),
});
export type HatTaken = EventOf<typeof HatTaken>;
