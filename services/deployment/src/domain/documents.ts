import {
  ConfigurationApplied,
  DeploymentDocumentRecorded,
  DeploymentPlanRecorded,
  DeploymentSucceeded,
  DryRunPassed,
  PhaseFailed,
  PhaseVerified,
  PreDeploymentChecksPassed,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
} from '@slipway/contracts';
import {
  checkTable,
  documentRule,
  heading,
  paragraph,
  recordedDocuments,
  section,
  type DocumentContext,
  type DocumentRule,
} from '@slipway/documents';
import {
  configurationText,
  logText,
  phasesText,
  planText,
  rollbackText,
  type StoredDeploymentEvent,
} from './document-texts.js';

export type { StoredDeploymentEvent };

export interface DeploymentContext extends DocumentContext {
  /** The deployment's events up to the one that makes the document. */
  readonly history: readonly StoredDeploymentEvent[];
}

export const documents = recordedDocuments('deployment', DeploymentDocumentRecorded);

/** The outputs that deployment makes, and the facts that make them. */
export const documentRules: readonly DocumentRule<DeploymentContext>[] = [
  documentRule('prepare-release.output-4', 'Deployment scripts', DeploymentPlanRecorded, (_, { history }) =>
    planText(history),
  ),
  documentRule('validate-prerelease.output-3', 'Deployment script validation', DryRunPassed, ({ checks }) => [
    paragraph('Every check of the dry run passed.'),
    checkTable(checks),
  ]),
  documentRule(
    'validate-prerelease.output-4',
    'Rollback procedure confirmation',
    RollbackReadinessConfirmed,
    (_, { history }) => rollbackText(history),
  ),
  documentRule(
    'execute-deployment.output-1',
    'Pre-deployment check results',
    PreDeploymentChecksPassed,
    ({ checks }) => [checkTable(checks)],
  ),
  documentRule(
    'execute-deployment.output-2',
    'Deployment execution log',
    [DeploymentSucceeded, RollbackCompleted, RollbackFailed],
    (_, { history }) => [logText(history)],
  ),
  documentRule(
    'execute-deployment.output-3',
    'Post-deployment test results',
    [PhaseVerified, PhaseFailed],
    // After the last phase: the results of all phases are one document.
    (phase, { history }) => ('final' in phase && !phase.final ? undefined : phasesText(history)),
  ),
  documentRule('execute-deployment.output-4', 'Production configuration', ConfigurationApplied, (_, { history }) =>
    configurationText(history),
  ),
  documentRule(
    'execute-deployment.output-6',
    'Deployment documentation',
    [DeploymentSucceeded, RollbackCompleted],
    (_, { history }) => [
      heading('Plan'),
      ...planText(history),
      heading('Phases'),
      ...phasesText(history),
      ...section('Log', logText(history)),
    ],
  ),
];
