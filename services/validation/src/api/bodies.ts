import { CheckPlanRecorded, EvidenceReference, PersonId } from '@slipway/contracts';
import { z } from 'zod';

const text = z.string().trim().min(1).max(2000);

export const CheckPlanBody = z
  .strictObject(CheckPlanRecorded.data.shape)
  .omit({ releaseId: true })
  .refine(({ performance: { requests } }) => requests <= 10_000, {
    message: 'at most 10000 requests',
    path: ['performance', 'requests'],
  });
export type CheckPlanBody = z.infer<typeof CheckPlanBody>;

export const AcceptanceBody = z.strictObject({
  owner: PersonId,
  asked: z
    .int()
    .positive()
    .max(100_000_000)
    .optional()
    .describe(
      'The number of users who are asked for feedback; required if the policy demands that a share of them answer.',
    ),
  cases: z
    .array(z.strictObject({ id: text, title: text, workflow: z.boolean().default(false) }))
    .min(1)
    .max(500),
});
export type AcceptanceBody = z.infer<typeof AcceptanceBody>;

export const CaseBody = z.strictObject({ accepted: z.boolean(), comment: text.optional() });
export type CaseBody = z.infer<typeof CaseBody>;

export const TrainingBody = z.strictObject({ evidence: z.array(EvidenceReference).min(1).max(100) });
export type TrainingBody = z.infer<typeof TrainingBody>;

export const ConcernBody = z.strictObject({ title: text, critical: z.boolean() });
export type ConcernBody = z.infer<typeof ConcernBody>;

export const ResolutionBody = z.strictObject({ resolution: text });
export type ResolutionBody = z.infer<typeof ResolutionBody>;
