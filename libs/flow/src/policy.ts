import { Conduct, Duration, ReleasePolicy, ReleaseType, Role } from '@slipway/contracts';
import { z } from 'zod';
import { StepType, UserCommunication } from './vocabulary.js';

const Ratio = z.number().min(0).max(1);

/** Percentages of traffic, rising, the last 100. */
export const RolloutPhases = z
  .array(z.number().positive().max(100))
  .min(1)
  .refine((phases) => phases.at(-1) === 100, 'the last phase must be 100 percent')
  .refine(
    (phases) => phases.every((percent, at) => at === 0 || percent > (phases[at - 1] ?? 0)),
    'each phase must be larger than the one before it',
  );

export const ReleaseTypePolicy = z.strictObject({
  strategy: ReleasePolicy.shape.strategy,
  phases: RolloutPhases,
  /** How long each phase is watched before the next begins, or, after the last, before the rollout counts as done. */
  bake: Duration,
  /** Whether the rollback procedure must have been rehearsed before deployment. */
  rehearsalRequired: z.boolean(),
  approvals: z.strictObject({
    /** How many distinct people must approve; none of them author or deployer. */
    quorum: z.int().positive(),
    /** A second review that must follow the first approval within this time. */
    secondReviewWithin: Duration.exactOptional(),
  }),
  /** Whether a freeze may be overridden with a reason. */
  freezeOverride: z.boolean(),
  /** Length of post-release monitoring. */
  watch: Duration,
  confirmExceptions: Conduct.shape.confirmExceptions,
  acceptance: Conduct.shape.acceptance,
  onBreach: Conduct.shape.onBreach,
});
export type ReleaseTypePolicy = z.infer<typeof ReleaseTypePolicy>;

/** The lengths of time that do not depend on the type of the release. */
export const PolicyDurations = ReleasePolicy.shape.durations.omit({ bake: true, watch: true, criticalIssue: true });

/** Ratios are 0 to 1. Those of metrics over releases are kept as they are stated; nothing in a release is judged by them. */
export const Thresholds = z.strictObject({
  /** A metric over releases. */
  deploymentSuccess: Ratio,
  uptime: Ratio,
  satisfaction: Ratio,
  acceptance: Ratio,
  coverage: Ratio,
  /** The gate: one release's critical issues are resolved within this time. */
  criticalIssue: Duration,
  /** A metric over releases: critical issues are resolved within this time. */
  criticalIssueMetric: Duration,
});
export type Thresholds = z.infer<typeof Thresholds>;

export const Audience = z.string().regex(/^[a-z][a-z0-9-]*$/);

/** What a template decides with numbers: data that the services read, so that changing it needs no code. */
export const FlowPolicy = z.strictObject({
  releaseTypes: z.record(ReleaseType, ReleaseTypePolicy),
  durations: PolicyDurations,
  thresholds: Thresholds,
  communication: z.strictObject({
    /** Who is notified, by the extent of user communication of the release type. */
    audiences: z.record(UserCommunication, z.array(Audience).min(1)),
    /** On how many independent channels stakeholders must have received the notification. */
    channels: z.int().positive(),
  }),
  /** Rules for people and systems that apply to every type of release. */
  conduct: Conduct.omit({ confirmExceptions: true, acceptance: true, onBreach: true }),
  /** Who may attest what no fact fulfils, by the type of the step. */
  attestation: z.record(StepType, Role),
});
export type FlowPolicy = z.infer<typeof FlowPolicy>;
