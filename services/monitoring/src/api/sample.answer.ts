import { Instant, ReleaseId } from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { ProbeSampleRow } from '../adapters/samples/probe-sample.row.js';

/** What one probe of a target saw. */
export const Sample = z
  .strictObject({
    id: z.string(),
    releaseId: ReleaseId,
    target: z.string(),
    at: Instant,
    measured: z.boolean().describe('It counts: the target is critical, and its purpose is health.'),
    passed: z.boolean(),
    status: z.int().nullable().describe('null when there was no answer.'),
    milliseconds: z.number().nonnegative(),
    observed: z.string(),
  } satisfies FieldsOf<ProbeSampleRow>)
  .meta({ id: 'Sample' });
export type Sample = Answer<typeof Sample>;

/** The row, with its time as text. */
export const sampleOf = ({ at, ...row }: ProbeSampleRow): Sample => ({ ...row, at: at.toISOString() });
