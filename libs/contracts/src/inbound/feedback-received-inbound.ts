import { z } from 'zod';
import { ReleaseId } from '../primitives.js';
import { defineInbound } from './define-inbound.js';
import { personName, prose } from './texts.js';

/** A user has rated a release, from 1 to 5. */
export const FeedbackReceivedInbound = defineInbound(
  'dev.slipway.inbound.feedback.received.v1',
  z.strictObject({
    releaseId: ReleaseId,
    rating: z.int().min(1).max(5),
    comment: prose(10_000).optional(),
    user: personName(200),
  }),
);
