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
  WorkflowsNotValidated,
  WorkflowsValidated,
  type CheckKind,
} from '@slipway/contracts';
import { checkTable, documentRule, inline, list, measurementTable, percent, table } from '@slipway/flow';
import type { AcceptanceCase, Concern } from '../acceptance/acceptance.state.js';
import type { DocumentRule } from './document.js';

/** Of each run, whatever it found: what an action or a gate makes of it is not the report's business. */
const checkReports = (number: 1 | 2 | 3 | 4 | 5, title: string, kind: CheckKind): readonly DocumentRule[] =>
  [PostReleaseCheckPassed, PostReleaseCheckFailed].map((run) =>
    documentRule(`validate-postrelease.output-${number}`, title, run, (data) => {
      if (data.kind !== kind) return undefined;
      const measurements = data.measurements === undefined ? [] : [measurementTable(data.measurements)];
      return [checkTable(data.results), ...measurements].join('\n\n');
    }),
  );

const workflowReport = (event: typeof WorkflowsValidated | typeof WorkflowsNotValidated, text: string): DocumentRule =>
  documentRule('conduct-user-acceptance.output-5', 'User workflow validation', event, (_, { acceptance }) =>
    [text, caseTable(acceptance.cases.filter(({ workflow }) => workflow))].join('\n\n'),
  );

/** The outputs of our steps that we can make ourselves, and the facts that they tell of. */
export const documentRules: readonly DocumentRule[] = [
  documentRule('validate-prerelease.output-1', 'Build validation report', ArtifactsVerified, ({ artifacts }) =>
    table(
      ['Artifact', 'Digest', 'Bytes'],
      artifacts.map(({ uri, digest, size }) => [uri, digest, String(size)]),
    ),
  ),
  documentRule('validate-prerelease.output-2', 'Pre-release test results', TestsConfirmed, ({ suites }) =>
    table(
      ['Suite', 'Result', 'Event', 'Trail'],
      suites.map(({ suite, result }) => [suite, 'success', result.eventId, result.trail]),
    ),
  ),
  documentRule('validate-prerelease.output-6', 'Quality gate confirmation', PreReleaseGateDecided, (data) => {
    const inputs = data.inputs.map(({ type, eventId }) => [type, eventId]);
    return [
      `The gate before the release ${data.verdict} under the policy ${data.policyDigest}.`,
      table(['Fact', 'Event'], inputs),
    ].join('\n\n');
  }),

  ...checkReports(1, 'Production validation results', 'functionality'),
  ...checkReports(2, 'Smoke test report', 'smoke'),
  ...checkReports(3, 'Performance validation', 'performance'),
  ...checkReports(4, 'Integration validation', 'integration'),
  ...checkReports(5, 'Access validation', 'access'),

  documentRule(
    'conduct-user-acceptance.output-1',
    'User acceptance test results',
    AcceptanceTestsCompleted,
    ({ accepted, total, ratio }, { acceptance }) =>
      [
        `${String(accepted)} of ${String(total)} cases accepted (${percent(ratio)}; ${percent(acceptance.threshold)} needed).`,
        caseTable(acceptance.cases),
      ].join('\n\n'),
  ),
  documentRule('conduct-user-acceptance.output-2', 'Training documentation', TrainingProvided, ({ evidence }) =>
    table(
      ['Document', 'Type', 'Digest'],
      evidence.map(({ title, mediaType, digest }) => [title, mediaType, digest]),
    ),
  ),
  documentRule(
    'conduct-user-acceptance.output-3',
    'User feedback report',
    FeedbackCollected,
    ({ ratings, satisfaction, comments }) =>
      [`${String(ratings)} ratings, ${percent(satisfaction)} of them 4 or 5.`, '## Comments', list(comments)].join(
        '\n\n',
      ),
  ),
  documentRule(
    'conduct-user-acceptance.output-4',
    'Issue resolution documentation',
    ConcernsAddressed,
    (_, { acceptance: { concerns } }) =>
      concerns.length === 0
        ? 'No concern was raised.'
        : table(
            ['Concern', 'Critical', 'Resolution'],
            concerns.map(({ title, critical, resolution = 'open' }) => [title, critical ? 'yes' : 'no', resolution]),
          ),
  ),
  workflowReport(WorkflowsValidated, 'Every workflow of the users was accepted.'),
  workflowReport(WorkflowsNotValidated, 'A workflow of the users was rejected after it had been accepted.'),
  documentRule(
    'conduct-user-acceptance.output-6',
    'Acceptance confirmation',
    AcceptanceConfirmed,
    ({ owner, ratio }, { acceptance: { threshold, concerns } }) =>
      [
        `${inline(owner)}, who owns the acceptance, accepts the release: ${percent(ratio)} of the cases were accepted; ${percent(threshold)} needed.`,
        '## Open concerns',
        openConcerns(concerns),
      ].join('\n\n'),
  ),
  documentRule(
    'conduct-user-acceptance.output-6',
    'Acceptance confirmation',
    AcceptanceWithdrawn,
    ({ reason }) => `The confirmation no longer holds: ${inline(reason)}.`,
  ),
];

function openConcerns(concerns: readonly Concern[]): string {
  const open = concerns.filter(({ resolution }) => resolution === undefined);
  if (open.length === 0) return 'None.';
  return list(open.map(({ id, title, critical }) => `${id}${critical ? ' (critical)' : ''}: ${title}`));
}

const caseTable = (cases: readonly AcceptanceCase[]): string =>
  table(
    ['Case', 'Workflow', 'Verdict', 'Comment'],
    cases.map(({ title, workflow, accepted, comment = '' }) => [
      title,
      workflow ? 'yes' : 'no',
      verdict(accepted),
      comment,
    ]),
  );

const verdict = (accepted: boolean | undefined): string =>
  accepted === undefined ? 'open' : accepted ? 'accepted' : 'rejected';
