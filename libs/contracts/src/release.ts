import { z } from 'zod';
import {
  ArtifactReference,
  Digest,
  Duration,
  EnvironmentName,
  ReleaseId,
  ReleaseType,
  SemanticVersion,
  Window,
} from './primitives.js';

/** The numbers that a release pins from its flow template, for its own type. Ratios are 0 to 1. */
export const ReleasePolicy = z.strictObject({
  strategy: z.enum(['phased', 'standard', 'rapid', 'emergency']),
  /** Percentages of traffic, rising, the last 100. */
  phases: z.array(z.number().positive().max(100)).min(1),
  rehearsalRequired: z.boolean(),
  rollback: z.enum(['required', 'recommended', 'optional but recommended', 'optional']),
  approvalQuorum: z.int().positive(),
  secondReviewWithin: Duration.optional(),
  freezeOverride: z.boolean(),
  audiences: z.array(z.string().min(1)).min(1),
  channels: z.int().positive(),
  /** By name, so that each can be overridden for one release. */
  durations: z.strictObject({
    windowApproaching: Duration,
    windowStarting: Duration,
    bake: Duration,
    stabilityWindow: Duration,
    probeInterval: Duration,
    reportInterval: Duration,
    ownerless: Duration,
    watch: Duration,
    criticalIssue: Duration,
  }),
  thresholds: z.strictObject({
    uptime: z.number(),
    satisfaction: z.number(),
    acceptance: z.number(),
    coverage: z.number(),
  }),
});
export type ReleasePolicy = z.infer<typeof ReleasePolicy>;

export const DurationName = ReleasePolicy.shape.durations.keyof();
export type DurationName = z.infer<typeof DurationName>;

export const TemplateReference = z.strictObject({ id: z.string().min(1), version: SemanticVersion, digest: Digest });
export type TemplateReference = z.infer<typeof TemplateReference>;

/** What the owner of a step needs to know of the release, so that it asks nobody. */
export const ReleaseSummary = z.strictObject({
  releaseId: ReleaseId,
  product: z.string().min(1),
  version: SemanticVersion,
  type: ReleaseType,
  title: z.string().min(1),
  environment: EnvironmentName,
  components: z.array(z.string().min(1)).min(1),
  artifacts: z.array(ArtifactReference).min(1),
  previousReleaseId: ReleaseId.optional(),
  author: z.string().min(1),
  window: Window,
  policy: ReleasePolicy,
});
export type ReleaseSummary = z.infer<typeof ReleaseSummary>;

export const StepItem = z.strictObject({ id: z.string().min(1), text: z.string().min(1) });

/** The work order of one step. */
export const StepOrder = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  type: z.string().min(1),
  service: z.enum(['planning', 'validation', 'deployment', 'monitoring', 'issues']),
  actions: z.array(StepItem).min(1),
  outputs: z.array(StepItem).min(1),
});
export type StepOrder = z.infer<typeof StepOrder>;

/** The roles that a release team must fill before it counts as assembled. */
export const TeamRole = z.enum(['release-manager', 'deployer', 'validator', 'support', 'sre']);
export type TeamRole = z.infer<typeof TeamRole>;
