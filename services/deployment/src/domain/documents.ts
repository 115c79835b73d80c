import {
  ConfigurationApplied,
  DeploymentPlanRecorded,
  DeploymentSucceeded,
  DryRunPassed,
  PhaseFailed,
  PhaseVerified,
  PreDeploymentChecksPassed,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
  type EventDefinition,
} from '@slipway/contracts';
import { checkTable, framed } from '@slipway/flow';
import {
  configurationText,
  latest,
  logText,
  phasesText,
  planIn,
  planText,
  rollbackText,
  type Told,
} from './document-texts.js';

interface DocumentRule {
  readonly output: string;
  readonly title: string;
  /** The facts that make it, each of them again. */
  readonly on: readonly EventDefinition[];
  /** From the deployment's events up to the one that makes it, so that it reads the same however often it is made. */
  readonly body: (history: readonly Told[]) => string;
}

/** Every output that this service makes, by the facts that it is made from. */
export const documentRules: readonly DocumentRule[] = [
  {
    output: 'prepare-release.output-4',
    title: 'Deployment scripts',
    on: [DeploymentPlanRecorded],
    body: (history) => planText(planIn(history)),
  },
  {
    output: 'validate-prerelease.output-3',
    title: 'Deployment script validation',
    on: [DryRunPassed],
    body: (history) =>
      `Every check of the dry run passed.\n\n${checkTable(latest(history, DryRunPassed)?.checks ?? [])}`,
  },
  {
    output: 'validate-prerelease.output-4',
    title: 'Rollback procedure confirmation',
    on: [RollbackReadinessConfirmed],
    body: rollbackText,
  },
  {
    output: 'execute-deployment.output-1',
    title: 'Pre-deployment check results',
    on: [PreDeploymentChecksPassed],
    body: (history) => checkTable(latest(history, PreDeploymentChecksPassed)?.checks ?? []),
  },
  {
    output: 'execute-deployment.output-2',
    title: 'Deployment execution log',
    on: [DeploymentSucceeded, RollbackCompleted, RollbackFailed],
    body: logText,
  },
  {
    output: 'execute-deployment.output-3',
    title: 'Post-deployment test results',
    on: [PhaseVerified, PhaseFailed],
    body: phasesText,
  },
  {
    output: 'execute-deployment.output-4',
    title: 'Production configuration',
    on: [ConfigurationApplied],
    body: (history) => configurationText(latest(history, ConfigurationApplied)),
  },
  {
    output: 'execute-deployment.output-6',
    title: 'Deployment documentation',
    on: [DeploymentSucceeded, RollbackCompleted],
    body: (history) =>
      ['## Plan', planText(planIn(history)), '## Phases', phasesText(history), '## Log', logText(history)].join('\n\n'),
  },
];

/** The facts that make documents, each once. */
export const documentedFacts: readonly EventDefinition[] = [...new Set(documentRules.flatMap(({ on }) => on))];

export interface WrittenDocument {
  readonly step: string;
  readonly output: string;
  readonly title: string;
  readonly text: string;
}

/** The documents that the last of these events makes. */
export function documentsAfter(releaseId: string, history: readonly Told[]): WrittenDocument[] {
  const last = history.at(-1);
  // The results of the phases are told when there are no more to come.
  if (last === undefined || (PhaseVerified.is(last) && !last.data.final)) return [];
  const source = { releaseId, occurredAt: last.occurredAt, actor: last.actor.id, eventId: last.id };
  return documentRules
    .filter(({ on }) => on.some(({ type }) => type === last.type))
    .map(({ output, title, body }) => ({
      step: output.slice(0, output.indexOf('.')),
      output,
      title: `${title} of ${releaseId}`,
      text: framed(title, body(history), source),
    }));
}
