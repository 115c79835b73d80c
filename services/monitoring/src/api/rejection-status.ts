import type { WatchRejection } from '../domain/watch/may-configure.policy.js';

/** Those rejections that are not a conflict (409). */
export const rejectionStatus: Partial<Record<WatchRejection, number>> = {
  CRITICAL_TARGET_MISSING: 422,
  ACCESS_TARGET_MISSING: 422,
  TARGET_NAME_REPEATED: 422,
};
