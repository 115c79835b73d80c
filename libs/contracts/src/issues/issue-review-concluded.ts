import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event.js';
import { ReleaseId } from '../primitives.js';
import { topics } from '../topics.js';

export const IssueReviewConcluded = defineEvent('dev.slipway.issues.review-concluded.v1', {
  topic: topics.issues,
  data: z.strictObject({
    releaseId: ReleaseId,
    raised: z.int().nonnegative(),
    open: z.int().nonnegative(),
    openCritical: z.int().nonnegative(),
    unplanned: z.int().nonnegative(),
    hotfixes: z.int().nonnegative(),
    breaches: z.int().nonnegative(),
  }),
});
export type IssueReviewConcluded = EventOf<typeof IssueReviewConcluded>;
