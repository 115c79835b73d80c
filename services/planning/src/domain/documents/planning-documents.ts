import type { CommunicationPrepared, ReleaseSummary, TeamAssembled } from '@slipway/contracts';
import { list, moment, table } from '@slipway/flow';
import type { Plan, Readiness } from '../release/release.state.js';
import { markdown, section, type Document } from './document.js';

const about = ({ product, version }: ReleaseSummary): string => `${product} ${version}`;

export function planDocument(plan: Plan, release: ReleaseSummary): Document {
  const { policy, artifacts, components, environment, previousReleaseId } = release;
  return markdown(
    `Release plan: ${about(release)}`,
    table(
      ['what', 'value'],
      [
        ['Title', release.title],
        ['Type', release.type],
        ['Environment', environment],
        ['Components', components.join(', ')],
        ['Window', `${moment(plan.window.start)} to ${moment(plan.window.end)}`],
        ['Rollout', `${policy.strategy}: ${policy.phases.map((phase) => `${String(phase)} %`).join(', ')}`],
        ['Rollback', `${policy.rollback}${previousReleaseId === undefined ? '' : `, to ${previousReleaseId}`}`],
        ['Author', release.author],
      ],
    ),
    section(
      'Artifacts',
      table(
        ['name', 'address', 'digest'],
        artifacts.map(({ name, uri, digest }) => [name, uri, digest]),
      ),
    ),
    section(
      'Schedule',
      table(
        ['step', 'from', 'to'],
        plan.schedule.map(({ step, start, end }) => [step, moment(start), moment(end)]),
      ),
    ),
    plan.overriddenFreezes === undefined
      ? ''
      : section('Freezes that exceptions override', list(plan.overriddenFreezes)),
  );
}

export function materialsDocument({ messages }: CommunicationPrepared['data'], release: ReleaseSummary): Document {
  const rows = messages.map(({ audience, channel, subject, evidence }) => [
    audience,
    channel,
    subject,
    evidence.digest,
  ]);
  return markdown(
    `Communication materials: ${about(release)}`,
    table(['audience', 'channel', 'subject', 'document'], rows),
  );
}

export function teamDocument({ members }: TeamAssembled['data'], release: ReleaseSummary): Document {
  return markdown(
    `Release team: ${about(release)}`,
    'Every role is assigned, and each person has acknowledged the briefing.',
    table(
      ['role', 'person'],
      members.map(({ role, person }) => [role, person]),
    ),
  );
}

export function readinessDocument(
  { ready, criteria, dependencies, missing }: Readiness,
  release: ReleaseSummary,
): Document {
  const mark = (yes: boolean) => (yes ? 'yes' : 'no');
  return markdown(
    `Readiness: ${about(release)}`,
    ready ? 'The release is ready.' : 'The release is not ready.',
    missing.length === 0 ? '' : section('Missing', list(missing)),
    section(
      'Entry criteria',
      table(
        ['criterion', 'what', 'met'],
        criteria.map(({ id, text, met }) => [id, text, mark(met)]),
      ),
    ),
    section(
      'Dependencies',
      table(
        ['step', 'what', 'available', 'by'],
        dependencies.map(({ step, text, available, by }) => [step, text, mark(available), by?.type ?? '']),
      ),
    ),
  );
}
