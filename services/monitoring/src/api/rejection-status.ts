import type { WatchRejection } from '../domain/watch/watch.policy.js';

/** Those rejections that are not a conflict (409). */
export const rejectionStatus: Partial<Record<WatchRejection, number>> = {
  CRITICAL_TARGET_MISSING: 422,
  ACCESS_TARGET_MISSING: 422,
  HEALTH_EXPECTS_FAILURE: 422,
  TARGET_NAME_REPEATED: 422,
  TARGET_NOT_OF_RELEASE: 422,
  AVAILABILITY_TOO_LOW: 422,
  LATENCY_LEVELS_CROSSED: 422,
  LATENCY_TOO_HIGH: 422,
};
