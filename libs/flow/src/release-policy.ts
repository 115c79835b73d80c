import type { DurationName, ReleasePolicy, ReleaseType } from '@slipway/contracts';
import type { FlowTemplate } from './template.js';

/** What a release overrides: lengths of time by name, as ISO 8601 durations. */
export type DurationOverrides = Readonly<Partial<Record<DurationName, string>>>;

/** The numbers that a release of this type pins from its template, with the durations that it overrides. */
export function releasePolicy(
  { policy, releaseTypes }: Pick<FlowTemplate, 'policy' | 'releaseTypes'>,
  type: ReleaseType,
  overrides: DurationOverrides = {},
): ReleasePolicy {
  const {
    bake,
    watch,
    approvals,
    confirmExceptions,
    acceptance: enough,
    onBreach,
    ...rollout
  } = policy.releaseTypes[type];
  const { rollbackCapability, userCommunication } = releaseTypes[type];
  const { uptime, satisfaction, acceptance, coverage, criticalIssue } = policy.thresholds;
  return {
    ...rollout,
    rollback: rollbackCapability,
    approvalQuorum: approvals.quorum,
    ...(approvals.secondReviewWithin === undefined ? {} : { secondReviewWithin: approvals.secondReviewWithin }),
    audiences: policy.communication.audiences[userCommunication],
    channels: policy.communication.channels,
    durations: { ...policy.durations, bake, watch, criticalIssue, ...overrides },
    thresholds: { uptime, satisfaction, acceptance, coverage },
    conduct: { ...policy.conduct, confirmExceptions, acceptance: enough, onBreach },
  };
}
