import {
  ConfigurationApplied,
  DeploymentPlanRecorded,
  PhaseFailed,
  PhaseVerified,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
  type DeploymentPlan,
  type EventDefinition,
  type EventOf,
} from '@slipway/contracts';
import { checkTable, link, list, paragraph, section, table, type Block, type StoredFact } from '@slipway/documents';
import type { DeploymentEvent } from './deployment.events.js';

/** An event of the deployment as it was stored, with who and when. */
export type StoredDeploymentEvent = DeploymentEvent & StoredFact;

type History = readonly StoredDeploymentEvent[];

/** The data of the last fact of this kind. */
export function latest<Definition extends EventDefinition>(
  history: History,
  definition: Definition,
): EventOf<Definition>['data'] | undefined {
  return history.findLast(({ type }) => type === definition.type)?.data;
}

export function planText(history: History): readonly Block[] {
  const plan = latest(history, DeploymentPlanRecorded)?.plan;
  if (plan === undefined) return [paragraph('There is no plan.')];
  return [
    paragraph(
      `By the ${plan.executor} executor to ${plan.target} in ${plan.environment}, in phases of ${plan.phases.join(', ')} % of the traffic, each watched for ${plan.bake}.`,
    ),
    ...section('Artifacts', artifactTable(plan.artifacts)),
    ...section('Artifacts to go back to', artifactTable(plan.previousArtifacts)),
    ...section('Settings', list(plan.settings.map(settingOf))),
    ...section(
      'Smoke checks after each phase',
      table(
        ['Check', 'Request', 'Expected'],
        plan.smokeChecks.map(({ name, method, url, expect }) => [name, `${method} ${url}`, `status ${expect.status}`]),
      ),
    ),
    ...section('Rollback', paragraph(plan.rollback)),
  ];
}

const artifactTable = (artifacts: DeploymentPlan['artifacts']): Block =>
  table(
    ['Artifact', 'Digest', 'Address'],
    artifacts.map(({ name, digest, uri }) => [name, digest, link(uri)]),
  );

const settingOf = (each: DeploymentPlan['settings'][number]): string =>
  each.secret ? `${each.name}: a secret, looked up as ${each.lookup}` : each.name;

export function rollbackText(history: History): readonly Block[] {
  const readiness = latest(history, RollbackReadinessConfirmed);
  return [
    paragraph(`Procedure: ${latest(history, DeploymentPlanRecorded)?.plan.rollback ?? 'none'}`),
    paragraph(readiness?.rehearsed === true ? 'The rollback was rehearsed.' : 'The rollback was not rehearsed.'),
    ...section(
      'Artifacts to go back to',
      list((readiness?.previousArtifacts ?? []).map(({ name, digest }) => `${name} ${digest}`)),
    ),
    ...section('Warnings', list(readiness?.warnings ?? [])),
  ];
}

export function configurationText(history: History): readonly Block[] {
  const applied = latest(history, ConfigurationApplied)?.settings ?? [];
  if (applied.length === 0) return [paragraph('No setting was applied.')];
  return [
    table(
      ['Setting', 'Kind', 'Digest'],
      applied.map(({ name, secret, digest }) => [name, secret ? 'secret' : 'plain', digest]),
    ),
    paragraph('The digest is that of the value; for a secret, of the name that it is looked up by.'),
  ];
}

export function phasesText(history: History): readonly Block[] {
  const parts = history.flatMap((event) => {
    if (PhaseVerified.is(event)) return phaseText(event.data, 'verified');
    return PhaseFailed.is(event) ? phaseText(event.data, `failed, ${event.data.reason}`) : [];
  });
  return parts.length === 0 ? [paragraph('No phase came to an end.')] : parts;
}

type Phase = Pick<PhaseVerified['data'], 'phase' | 'weight' | 'results'>;

const phaseText = ({ phase, weight, results }: Phase, outcome: string): readonly Block[] => [
  paragraph(`Phase ${phase} (${weight} %): ${outcome}`),
  results.length === 0 ? paragraph('No smoke checks.') : checkTable(results),
];

export const logText = (history: History): Block =>
  table(
    ['When', 'What', 'Who'],
    history.map((event) => [event.occurredAt, lineOf(event), event.actor.id]),
  );

/** They say how a rollback was verified; the results of phases have a text of their own. */
const restoredBy: readonly string[] = [RollbackCompleted.type, RollbackFailed.type];

/** The fact's name in words, and the little of its data that a reader of a log wants. */
function lineOf({ type, data }: StoredDeploymentEvent): string {
  const name = type
    .replace(/^dev\.slipway\.deployment\./, '')
    .replace(/\.v\d+$/, '')
    .replaceAll('-', ' ');
  const details = Object.entries(data).filter(([key]) =>
    ['phase', 'weight', 'reason', 'instances', 'executor'].includes(key),
  );
  const seen = restoredBy.includes(type) && 'results' in data ? (data.results ?? []) : [];
  return [
    name,
    ...details.map(([key, value]) => `${key} ${String(value)}`),
    ...seen.map((check) => `${check.name}: ${check.observed}`),
  ].join(', ');
}
