import {
  AcceptanceConfirmed,
  AcceptanceTestsCompleted,
  AcceptanceWithdrawn,
  ArtifactsVerified,
  ConcernsAddressed,
  FeedbackCollected,
  PostReleaseCheckFailed,
  PostReleaseCheckPassed,
  PreReleaseGateDecided,
  TestsConfirmed,
  TrainingProvided,
  ValidationDocumentRecorded,
  WorkflowsNotValidated,
  WorkflowsValidated,
  type CheckKind,
} from '@slipway/contracts';
import {
  checkTable,
  documentRule,
  link,
  list,
  measurementTable,
  paragraph,
  percent,
  recordedDocuments,
  section,
  table,
  yesOrNo,
  type Block,
  type DocumentContext,
  type DocumentRule,
} from '@slipway/documents';
import type { AcceptanceCase, AcceptanceState, Concern } from './acceptance/acceptance.state.js';

export interface ValidationContext extends DocumentContext {
  readonly acceptance: AcceptanceState;
}

export const documents = recordedDocuments('validation', ValidationDocumentRecorded);

/** A report of each run, whether it passed or failed. */
const checkReport = (number: 1 | 2 | 3 | 4 | 5, subject: string, kind: CheckKind) =>
  documentRule(
    `validate-postrelease.output-${number}`,
    subject,
    [PostReleaseCheckPassed, PostReleaseCheckFailed],
    (run) =>
      run.kind === kind
        ? [checkTable(run.results), ...(run.measurements === undefined ? [] : [measurementTable(run.measurements)])]
        : undefined,
  );

const workflowReport = (event: typeof WorkflowsValidated | typeof WorkflowsNotValidated, outcome: string) =>
  documentRule(
    'conduct-user-acceptance.output-5',
    'User workflow validation',
    event,
    (_, { acceptance }: ValidationContext) => [
      paragraph(outcome),
      caseTable(acceptance.cases.filter(({ workflow }) => workflow)),
    ],
  );

/** The outputs that validation makes, and the facts that make them. */
export const documentRules: readonly DocumentRule<ValidationContext>[] = [
  documentRule('validate-prerelease.output-1', 'Build validation report', ArtifactsVerified, ({ artifacts }) => [
    table(
      ['Artifact', 'Digest', 'Bytes'],
      artifacts.map(({ uri, digest, size }) => [link(uri), digest, String(size)]),
    ),
  ]),
  documentRule('validate-prerelease.output-2', 'Pre-release test results', TestsConfirmed, ({ suites }) => [
    table(
      ['Suite', 'Result', 'Event', 'Trail'],
      suites.map(({ suite, result }) => [suite, 'success', result.eventId, result.trail]),
    ),
  ]),
  documentRule('validate-prerelease.output-6', 'Quality gate confirmation', PreReleaseGateDecided, (gate) => [
    paragraph(`The gate before the release ${gate.verdict} under the policy ${gate.policyDigest}.`),
    table(
      ['Fact', 'Event'],
      gate.inputs.map(({ type, eventId }) => [type, eventId]),
    ),
  ]),

  checkReport(1, 'Production validation results', 'functionality'),
  checkReport(2, 'Smoke test report', 'smoke'),
  checkReport(3, 'Performance validation', 'performance'),
  checkReport(4, 'Integration validation', 'integration'),
  checkReport(5, 'Access validation', 'access'),

  documentRule(
    'conduct-user-acceptance.output-1',
    'User acceptance test results',
    AcceptanceTestsCompleted,
    ({ accepted, total, ratio }, { acceptance }) => [
      paragraph(`${accepted} of ${total} cases accepted (${percent(ratio)}; ${percent(acceptance.threshold)} needed).`),
      caseTable(acceptance.cases),
    ],
  ),
  documentRule('conduct-user-acceptance.output-2', 'Training documentation', TrainingProvided, ({ evidence }) => [
    table(
      ['Document', 'Type', 'Digest'],
      evidence.map(({ title, mediaType, digest }) => [title, mediaType, digest]),
    ),
  ]),
  documentRule('conduct-user-acceptance.output-3', 'User feedback report', FeedbackCollected, (feedback) => [
    paragraph(`${feedback.ratings} ratings, ${percent(feedback.satisfaction)} of them 4 or 5.`),
    ...section('Comments', list(feedback.comments)),
  ]),
  documentRule(
    'conduct-user-acceptance.output-4',
    'Issue resolution documentation',
    ConcernsAddressed,
    (_, { acceptance: { concerns } }) => [
      concerns.length === 0
        ? paragraph('No concern was raised.')
        : table(
            ['Concern', 'Critical', 'Resolution'],
            concerns.map(({ title, critical, resolution = 'open' }) => [title, yesOrNo(critical), resolution]),
          ),
    ],
  ),
  workflowReport(WorkflowsValidated, 'Every workflow of the users was accepted.'),
  workflowReport(WorkflowsNotValidated, 'A workflow of the users was rejected after it had been accepted.'),
  documentRule(
    'conduct-user-acceptance.output-6',
    'Acceptance confirmation',
    AcceptanceConfirmed,
    ({ owner, ratio }, { acceptance: { threshold, concerns } }) => [
      paragraph(
        `${owner}, who owns the acceptance, accepts the release: ${percent(ratio)} of the cases were accepted; ${percent(threshold)} needed.`,
      ),
      ...section('Open concerns', openConcerns(concerns)),
    ],
  ),
  documentRule('conduct-user-acceptance.output-6', 'Acceptance confirmation', AcceptanceWithdrawn, ({ reason }) => [
    paragraph(`The confirmation no longer holds: ${reason}.`),
  ]),
];

const openConcerns = (concerns: readonly Concern[]): Block =>
  list(
    concerns
      .filter(({ resolution }) => resolution === undefined)
      .map(({ id, title, critical }) => `${id}${critical ? ' (critical)' : ''}: ${title}`),
  );

const caseTable = (cases: readonly AcceptanceCase[]): Block =>
  table(
    ['Case', 'Workflow', 'Verdict', 'Comment'],
    cases.map(({ title, workflow, accepted, comment = '' }) => [title, yesOrNo(workflow), verdict(accepted), comment]),
  );

const verdict = (accepted: boolean | undefined): string =>
  accepted === undefined ? 'open' : accepted ? 'accepted' : 'rejected';
