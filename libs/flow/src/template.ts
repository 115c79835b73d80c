import { Duration, ReleaseType, SemanticVersion } from '@slipway/contracts';
import { z } from 'zod';
import { FactBinding } from './binding.js';
import { FlowPolicy } from './policy.js';
import { checkTemplate } from './template-rules.js';
import {
  RiskImpact,
  RiskLevel,
  RiskProbability,
  RollbackCapability,
  serviceOfStepType,
  StepService,
  StepType,
  UserCommunication,
} from './vocabulary.js';

const Text = z.string().min(1);

/** The name of a template or a step: lower-case words joined by hyphens. */
export const FlowName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

/** Ends in an ordinal, so that the text can be reworded without touching what refers to the item. */
export const ItemId = z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z]+)?-[1-9]\d*$/, 'ends in -1, -2, …');

const facts = z.array(FactBinding).min(1).exactOptional();

/**
 * A trigger, action, output, criterion or dependency: fulfilled by any of its facts, or, without facts, by a person.
 * `attestable`: a person's attestation with evidence counts as much as its facts.
 */
export const FlowItem = z.strictObject({ id: ItemId, text: Text, facts, attestable: z.literal(true).exactOptional() });
export type FlowItem = z.infer<typeof FlowItem>;

/** What a text such as "≥90% …" or "… within 4 hours" asks for, as a number. Ratios are 0 to 1. */
export const Threshold = z.union([
  z.strictObject({ atLeast: z.number().min(0).max(1) }),
  z.strictObject({ within: Duration }),
  z.strictObject({ lasting: Duration }),
]);
export type Threshold = z.infer<typeof Threshold>;
const threshold = Threshold.exactOptional();

/** `step`: the one that is not done before this gate has passed or is waived; without it the gate counts at the end. */
export const FlowGate = z.strictObject({
  id: ItemId,
  name: Text,
  text: Text,
  threshold,
  facts,
  step: FlowName.exactOptional(),
});
export type FlowGate = z.infer<typeof FlowGate>;

export const SuccessMetric = z.strictObject({ id: ItemId, name: Text, target: Text, threshold });
export type SuccessMetric = z.infer<typeof SuccessMetric>;

/** How long a step takes; an ongoing step continues in parallel with the following steps. */
export const StepDuration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), minimum: Duration, maximum: Duration, ongoing: z.boolean() }),
  z.strictObject({ kind: z.literal('variable'), ongoing: z.boolean() }),
]);
export type StepDuration = z.infer<typeof StepDuration>;

export const FlowStep = z
  .strictObject({
    id: FlowName,
    title: Text,
    type: StepType,
    /** Follows from the type; kept so that a work order needs no lookup. */
    service: StepService,
    duration: StepDuration,
    required: z.boolean(),
    /** Sequential steps run one after another, continuous ones beside the rest. */
    sequencing: z.enum(['sequential', 'continuous']),
    description: Text,
    triggers: z.array(FlowItem).min(1),
    actions: z.array(FlowItem).min(1),
    outputs: z.array(FlowItem).min(1),
  })
  .refine(({ type, service }) => serviceOfStepType[type] === service, {
    message: 'the service must be the one that the type of the step leads to',
    path: ['service'],
  });
export type FlowStep = z.infer<typeof FlowStep>;

export const ReleaseTypeProfile = z.strictObject({
  scope: Text,
  approach: Text,
  riskLevel: RiskLevel,
  rollbackCapability: RollbackCapability,
  userCommunication: UserCommunication,
});
export type ReleaseTypeProfile = z.infer<typeof ReleaseTypeProfile>;

/** What must be available before a step may start. */
export const StepDependency = z.strictObject({ step: FlowName, title: Text, items: z.array(FlowItem).min(1) });
export type StepDependency = z.infer<typeof StepDependency>;

export const FlowRisk = z.strictObject({
  id: ItemId,
  name: Text,
  probability: RiskProbability,
  impact: RiskImpact,
  mitigation: Text,
});
export type FlowRisk = z.infer<typeof FlowRisk>;

/** The signal that opens the flow, the order of the steps, and the two signals it can end in. */
export const FlowSignals = z.strictObject({
  in: z.literal('rv'),
  steps: z.array(FlowName).min(1),
  out: z.tuple([z.literal('rl'), z.literal('ps')]),
});
export type FlowSignals = z.infer<typeof FlowSignals>;

/** A release flow as data: what a release pins (by id, version and digest) when it is proposed. */
export const FlowTemplate = z
  .strictObject({
    id: FlowName,
    version: SemanticVersion,
    phase: Text,
    title: Text,
    description: Text,
    overview: Text,
    entryCriteria: z.array(FlowItem).min(1),
    exitCriteria: z.array(FlowItem).min(1),
    successMetrics: z.array(SuccessMetric).min(1),
    steps: z.array(FlowStep).min(1),
    releaseTypes: z.record(ReleaseType, ReleaseTypeProfile),
    dependencies: z.array(StepDependency),
    risks: z.array(FlowRisk).min(1),
    signals: FlowSignals,
    successIndicators: z.array(FlowItem).min(1),
    gates: z.strictObject({ release: z.array(FlowGate).min(1), postRelease: z.array(FlowGate).min(1) }),
    policy: FlowPolicy,
  })
  .superRefine(checkTemplate);
export type FlowTemplate = z.infer<typeof FlowTemplate>;
