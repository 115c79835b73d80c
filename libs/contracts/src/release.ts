import { z } from 'zod';
import { ExceptionKind } from './exception.js';
import { Hat } from './hats.js';
import {
  ArtifactReference,
  Digest,
  Duration,
  EnvironmentName,
  ReleaseId,
  ReleaseType,
  Role,
  SemanticVersion,
  Window,
} from './primitives.js';

const durations = z.strictObject({
  windowApproaching: Duration,
  windowStarting: Duration,
  bake: Duration,
  stabilityWindow: Duration,
  probeInterval: Duration,
  reportInterval: Duration,
  ownerless: Duration,
  watch: Duration,
  criticalIssue: Duration,
});

export const DurationName = durations.keyof();
export type DurationName = z.infer<typeof DurationName>;

/** Who can weaken a rule, who confirms it, and whether the release can still end `[rl]`. */
export const ExceptionPolicy = z.strictObject({
  requestedBy: z.array(Role).min(1),
  confirmedBy: z.array(Role).min(1),
  preventsReleased: z.boolean(),
});

/** How people and systems have to conduct themselves for a release to be trusted. Shares are 0 to 1. */
export const Conduct = z.strictObject({
  /** Pairs of hats that no person wears both of. */
  hats: z.array(z.tuple([Hat, Hat])),
  exceptions: z.record(ExceptionKind, ExceptionPolicy),
  /** Whether a second person confirms each exception. */
  confirmExceptions: z.boolean(),
  /** The durations that a gate or criterion judges by, and which change of them weakens it. */
  judgedDurations: z.partialRecord(DurationName, z.enum(['shorter', 'longer'])),
  /** How much evidence of users is enough. The release's own team are no users. */
  acceptance: z.strictObject({
    cases: z.int().positive(),
    users: z.int().positive(),
    /** Of the users who were asked, those who answered; 0 where nobody has to say how many were asked. */
    responseShare: z.number().min(0).max(1),
  }),
  /** The minimum for every watch. */
  leastAvailability: z.number().min(0).max(1),
  /** What a breach does between the deployment and the end. */
  onBreach: z.enum(['roll-back', 'hold']),
  /** How long to wait for an external system or a person before the delay is reported and someone has to act. */
  deadlines: z.strictObject({
    /** The report of an outside tool about one phase, or about a rollback. */
    outsideReport: Duration,
    /** The receipt of a notification. */
    notice: Duration,
    /** The start of the next step, after what it follows. */
    start: Duration,
  }),
});
export type Conduct = z.infer<typeof Conduct>;

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
  durations,
  thresholds: z.strictObject({
    uptime: z.number(),
    satisfaction: z.number(),
    acceptance: z.number(),
    coverage: z.number(),
  }),
  /** Absent in releases from before it was there: they are held to the base flow's (`conductOf` in libs/flow). */
  conduct: Conduct.exactOptional(),
});
export type ReleasePolicy = z.infer<typeof ReleasePolicy>;

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
  /** False while the author is a name that the identity provider would not give: nobody can approve before it is resolved. */
  authorKnown: z.boolean().exactOptional(),
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
