/** What to do about RELEASE_UNKNOWN: the same text at every door and in every service. */
export const fixUnknownRelease =
  'send the [rv] of the release first (dev.slipway.inbound.review.completed.v1), try again a moment after you sent it, or correct the id: <product>-<version> in lower case';
