import {
  CheckKind,
  CheckPlanRecorded,
  CheckResult,
  Digest,
  EventReference,
  PreReleaseGateDecided,
  ReleaseId,
  TestsConfirmed,
  TestsMissing,
} from '@slipway/contracts';
import type { Answer, FieldsOf } from '@slipway/service-kit';
import { z } from 'zod';
import type { AcceptanceCase, AcceptanceState, Concern } from '../domain/acceptance/acceptance.state.js';
import type { ChecksState } from '../domain/checks/checks.state.js';
import type { ArtifactResult } from '../domain/quality/artifact-result.js';
import type { QualityState } from '../domain/quality/quality.state.js';

const streamPosition = z.int().nonnegative().describe('For If-Match of a command to this part; 0 before the first.');
const documents = z.record(z.string(), Digest).describe('The newest of each output.');

const Result = z.strictObject({
  digest: Digest,
  kind: z.enum(['pipeline', 'suite']),
  source: z.string(),
  subject: z.string().describe('What the source calls the pipeline or suite.'),
  environment: z.string().optional(),
  name: z.string().describe('For people; several lines of runs may share it.'),
  outcome: z.enum(['success', 'failure', 'cancelled']).describe('cancelled: no run of the line has come to an end.'),
  reference: EventReference,
} satisfies FieldsOf<ArtifactResult>);

const Quality = z.strictObject({
  streamPosition,
  evidenceFor: z.array(Digest).describe('Artifacts whose CI evidence was confirmed last, and not lost since.'),
  verified: z.array(Digest).describe('Artifacts whose bytes were verified last.'),
  tested: z.array(Digest).describe('Artifacts for which the required suites were confirmed last.'),
  tests: z.union([TestsConfirmed.data, TestsMissing.data]).optional(),
  gate: PreReleaseGateDecided.data.optional(),
  documents,
  results: z
    .array(Result)
    .describe('The latest of each line of runs: by source, what the source calls it, and environment.'),
} satisfies FieldsOf<QualityState & Record<'streamPosition' | 'results' | 'documents', unknown>>);

const Checks = z.strictObject({
  streamPosition,
  plan: CheckPlanRecorded.data.omit({ releaseId: true }).optional(),
  outcomes: z.partialRecord(CheckKind, z.enum(['passed', 'failed'])),
  results: z.partialRecord(CheckKind, z.array(CheckResult)).describe('What the latest run of each kind found.'),
  validated: z.boolean(),
  documents,
} satisfies FieldsOf<ChecksState & Record<'streamPosition' | 'documents', unknown>>);

const Case = z.strictObject({
  id: z.string(),
  title: z.string(),
  workflow: z.boolean(),
  accepted: z.boolean().optional(),
  comment: z.string().optional(),
} satisfies FieldsOf<AcceptanceCase>);

const RaisedConcern = z.strictObject({
  id: z.string(),
  title: z.string(),
  critical: z.boolean(),
  resolution: z.string().optional(),
} satisfies FieldsOf<Concern>);

const Acceptance = z.strictObject({
  streamPosition,
  owner: z.string().optional(),
  asked: z.int().positive().optional().describe('How many users are asked for their opinion.'),
  threshold: z.number().describe('The share of cases that must be accepted, 0 to 1.'),
  cases: z.array(Case),
  reported: z.number().optional().describe('The share of accepted cases that was last reported.'),
  workflowsValidated: z.boolean(),
  concerns: z.array(RaisedConcern),
  concernsAddressed: z.boolean(),
  confirmed: z.boolean(),
  withdrawn: z.string().optional().describe('Why the last confirmation no longer holds, until there is another.'),
  documents,
} satisfies FieldsOf<AcceptanceState & Record<'streamPosition' | 'documents', unknown>>);

/** Everything that validation knows of a release. */
export const ReleaseAnswer = z
  .strictObject({ releaseId: ReleaseId, quality: Quality, checks: Checks, acceptance: Acceptance })
  .meta({ id: 'ValidatedRelease' });
export type ReleaseAnswer = Answer<typeof ReleaseAnswer>;

/** Work that is done later; its facts tell how it went. */
export const Ordered = z.strictObject({ ordered: z.enum([...CheckKind.options, 'artifacts']) });
export type Ordered = Answer<typeof Ordered>;
