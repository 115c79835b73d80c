import {
  DeploymentDocumentRecorded,
  DeploymentPlanRecorded,
  PhaseFailed,
  PhaseVerified,
  RollbackCompleted,
  RollbackFailed,
  RollbackReadinessConfirmed,
  type ConfigurationApplied,
  type DeploymentPlan,
  type EventDefinition,
  type EventOf,
} from '@slipway/contracts';
import { checkTable, inline, list, table } from '@slipway/flow';
import type { DeploymentEvent } from './deployment.events.js';

/** An event of the deployment as it was stored, with who and when. */
export type Told = DeploymentEvent & {
  readonly id: string;
  readonly occurredAt: string;
  readonly actor: { readonly id: string };
};

/** The data of the last fact of this kind. */
export function latest<Definition extends EventDefinition>(
  history: readonly Told[],
  definition: Definition,
): EventOf<Definition>['data'] | undefined {
  return history.findLast(({ type }) => type === definition.type)?.data;
}

export const planIn = (history: readonly Told[]): DeploymentPlan | undefined =>
  latest(history, DeploymentPlanRecorded)?.plan;

export function planText(plan: DeploymentPlan | undefined): string {
  if (plan === undefined) return 'There is no plan.';
  const artifacts = (those: DeploymentPlan['artifacts']) =>
    list(those.map(({ name, digest, uri }) => `${name} ${digest} ${uri}`));
  return [
    `By the ${plan.executor} executor to ${inline(plan.target)} in ${inline(plan.environment)}, in phases of ${plan.phases.join(', ')} % of the traffic, each watched for ${plan.bake}.`,
    'Artifacts:',
    artifacts(plan.artifacts),
    'To go back to:',
    artifacts(plan.previousArtifacts),
    'Settings:',
    list(
      plan.settings.map((each) => (each.secret ? `${each.name}: a secret, looked up as ${each.lookup}` : each.name)),
    ),
    'Smoke checks after each phase:',
    list(plan.smokeChecks.map(({ name, method, url, expect }) => `${name}: ${method} ${url} answers ${expect.status}`)),
    `Rollback: ${inline(plan.rollback)}`,
  ].join('\n\n');
}

export function rollbackText(history: readonly Told[]): string {
  const readiness = latest(history, RollbackReadinessConfirmed);
  return [
    `Procedure: ${inline(planIn(history)?.rollback ?? 'none')}`,
    'Artifacts to go back to:',
    list((readiness?.previousArtifacts ?? []).map(({ name, digest }) => `${name} ${digest}`)),
    readiness?.rehearsed === true ? 'The rollback was rehearsed.' : 'The rollback was not rehearsed.',
    'Warnings:',
    list(readiness?.warnings ?? []),
  ].join('\n\n');
}

export function configurationText(applied: ConfigurationApplied['data'] | undefined): string {
  const rows = (applied?.settings ?? []).map(({ name, secret, digest }) => [name, secret ? 'secret' : 'plain', digest]);
  if (rows.length === 0) return 'No setting was applied.';
  const note = 'Digests of the values; of a secret, of the name that it is looked up by.';
  return `${table(['Setting', 'Kind', 'Digest'], rows)}\n\n${note}`;
}

export function phasesText(history: readonly Told[]): string {
  const parts = history.flatMap((event) => {
    if (PhaseVerified.is(event))
      return [`Phase ${event.data.phase} (${event.data.weight} %): verified`, results(event.data.results)];
    if (!PhaseFailed.is(event)) return [];
    return [
      `Phase ${event.data.phase} (${event.data.weight} %): failed, ${inline(event.data.reason)}`,
      results(event.data.results),
    ];
  });
  return parts.length === 0 ? 'No phase came to an end.' : parts.join('\n\n');
}

const results = (those: PhaseVerified['data']['results']): string =>
  those.length === 0 ? 'No smoke checks.' : checkTable(those);

export function logText(history: readonly Told[]): string {
  const told = history.filter(({ type }) => type !== DeploymentDocumentRecorded.type);
  return table(
    ['When', 'What', 'Who'],
    told.map((event) => [event.occurredAt, lineOf(event), event.actor.id]),
  );
}

/** What says how a rollback was verified; the results of phases have a text of their own. */
const restoredBy: readonly string[] = [RollbackCompleted.type, RollbackFailed.type];

/** The fact's name in words, and the little of its data that a reader of a log wants. */
function lineOf({ type, data }: Told): string {
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
