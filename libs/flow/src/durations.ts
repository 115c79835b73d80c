import { Duration, type ReleaseType } from '@slipway/contracts';
import { z } from 'zod';
import { PolicyDurations } from './policy.js';
import type { FlowTemplate } from './template.js';

/** The durations of a release by name, as its template and type have them. Those of the type and the deadlines of issues join those of the policy. */
export const ReleaseDurations = PolicyDurations.extend({
  bake: Duration,
  watch: Duration,
  /** Within which critical issues must be resolved. */
  criticalIssue: Duration,
  /** Absent when the release type asks for no second review. */
  secondReview: Duration.exactOptional(),
});
export type ReleaseDurations = z.infer<typeof ReleaseDurations>;

/** The names that a release may override. */
export const DurationName = ReleaseDurations.keyof();
export type DurationName = z.infer<typeof DurationName>;

/** What a release overrides: names and ISO 8601 durations. */
export const DurationOverrides = z.partialRecord(DurationName, Duration);
export type DurationOverrides = z.infer<typeof DurationOverrides>;

/** The durations of a release of this type. An override of `secondReview` changes nothing where none is asked for. */
export function effectiveDurations(
  { policy }: Pick<FlowTemplate, 'policy'>,
  type: ReleaseType,
  { secondReview, ...overrides }: DurationOverrides = {},
): ReleaseDurations {
  const { bake, watch, approvals } = policy.releaseTypes[type];
  const { secondReviewWithin } = approvals;
  return {
    ...policy.durations,
    bake,
    watch,
    criticalIssue: policy.thresholds.criticalIssue,
    ...(secondReviewWithin === undefined ? {} : { secondReview: secondReview ?? secondReviewWithin }),
    ...overrides,
  };
}
