import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { Digest, ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

/** Another person has reviewed an approval that was given in a hurry, as the policy of the release asks. */
export const SecondReviewGiven = defineEvent('dev.slipway.planning.second-review-given.v1', {
  topic: topics.planning,
  data: z.strictObject({
    releaseId: ReleaseId,
    reviewer: z.string().min(1),
    digests: z.array(Digest).min(1),
    comment: z.string().optional(),
  }),
});
export type SecondReviewGiven = EventOf<typeof SecondReviewGiven>;
