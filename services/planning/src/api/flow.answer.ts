import {
  EvidenceReference,
  ExceptionId,
  ExceptionTerms,
  FactReference,
  Hat,
  Instant,
  ReleaseSummary,
  Role,
  TemplateReference,
} from '@slipway/contracts';
import { FlowTemplate } from '@slipway/flow';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { FlowException } from '../domain/flow/exceptions/exception.state.js';
import type { FlowRun, Wait as FlowWait } from '../domain/flow/flow.state.js';
import type { Missing, MissingItem } from '../domain/flow/missing.js';

export const Exception = ExceptionTerms.extend({
  exceptionId: ExceptionId,
  status: z.enum(['requested', 'granted', 'declined']),
  requestedBy: z.string(),
  needsConfirmation: z.boolean(),
  confirmedBy: z.string().optional(),
  declined: z.strictObject({ by: z.string(), reason: z.string() }).optional(),
  preventsReleased: z.boolean().optional().describe('The release can no longer end [rl].'),
} satisfies FieldsOf<Omit<FlowException, keyof ExceptionTerms>>);

const Wait = z.strictObject({
  since: Instant,
  deadline: Instant.optional().describe('Absent for a step of variable length.'),
} satisfies FieldsOf<FlowWait>);

const StepStatus = z.enum(['pending', 'active', 'done', 'failed', 'cancelled']);

/** The progress of a run, without the steps of its template. */
const progress = {
  status: z.enum(['running', 'paused', 'released', 'post-release']),
  earlier: z.array(ReleaseSummary).describe('The release before its artifacts or its window changed, the latest last.'),
  steps: z.record(z.string(), StepStatus),
  waits: z.record(z.string(), Wait).describe('The waits of each step that has begun.'),
  progressAt: Instant.optional().describe('When the flow began, or a step was completed last.'),
  overdue: z.record(z.string(), Instant).describe('The deadlines that were missed, by step.'),
  met: z
    .record(z.string(), FactReference)
    .describe('What met each trigger, action, criterion and dependency, by its id.'),
  withdrawn: z.record(z.string(), z.literal(true)).describe('The items that were met once and then withdrawn.'),
  outputs: z.record(z.string(), EvidenceReference),
  gates: z.record(z.string(), z.enum(['passed', 'failed'])),
  waived: z.record(z.string(), z.string()).describe('Reasons, by the id of the item.'),
  blocked: z.record(z.string(), z.array(z.string())).describe('The dependencies that each blocked step lacked.'),
  hats: z.partialRecord(Hat, z.array(z.string())).describe('The people by the hat that they wear.'),
  exceptions: z
    .record(z.string(), Exception)
    .describe('The exceptions that were granted or requested for this release.'),
  holds: z.record(z.string(), z.string()).describe('Why nothing starts and nothing ends.'),
} satisfies FieldsOf<Omit<FlowRun, 'release' | 'reference' | 'template'>>;

/** The run of a flow, with the template that it runs. */
export const FlowAnswer = z
  .strictObject({
    ...progress,
    release: ReleaseSummary,
    reference: TemplateReference,
    template: FlowTemplate.meta({ id: 'FlowTemplate' }),
    streamPosition: z.int(),
  } satisfies FieldsOf<FlowRun & { streamPosition: number }>)
  .meta({ id: 'Flow' });
export type FlowAnswer = Answer<typeof FlowAnswer>;

const StepMissing = z.strictObject({
  step: z.string(),
  status: StepStatus,
  since: Instant.optional(),
  deadline: Instant.optional(),
  missing: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      facts: z.array(z.string()).describe('Any one of these is enough; without any, a person attests or attaches it.'),
      whoCanAct: z.array(Role),
      how: z.string().describe('The request that does it.'),
    } satisfies FieldsOf<MissingItem>),
  ),
} satisfies FieldsOf<Missing>);

/** The run in short, as its release shows it. */
export const FlowProgress = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ ...progress, waitsFor: z.array(StepMissing) }),
]);
export type FlowProgress = Answer<typeof FlowProgress>;
