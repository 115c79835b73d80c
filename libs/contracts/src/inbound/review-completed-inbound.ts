import { ReviewCompleted } from '../intake/review-completed.js';
import { ReleaseId } from '../primitives.js';
import { defineInbound } from './define-inbound.js';

/** The signal [rv]: all review phases of a version are done. The release is called `<product>-<version>`. */
export const ReviewCompletedInbound = defineInbound(
  'dev.slipway.inbound.review.completed.v1',
  ReviewCompleted.data
    .omit({ origin: true, releaseId: true })
    .refine(({ product, version }) => ReleaseId.safeParse(`${product}-${version}`).success, {
      message: 'product and version name the release, so both are lower-case letters, digits, dots and hyphens',
      path: ['product'],
    }),
);
