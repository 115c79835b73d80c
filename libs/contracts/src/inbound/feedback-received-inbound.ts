import { FeedbackReceived } from '../intake/feedback-received.js';
import { defineInbound } from './define-inbound.js';

/** A user has rated a release, from 1 to 5. */
export const FeedbackReceivedInbound = defineInbound(
  'dev.slipway.inbound.feedback.received.v1',
  FeedbackReceived.data.omit({ origin: true }),
);
