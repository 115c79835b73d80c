import {
  CommandCentreOpened,
  CommunicationPrepared,
  DocumentationCompleted,
  KnowledgeBaseUpdated,
  LessonsRecorded,
  PlanFinalised,
  ReadinessReported,
  ReleaseArchived,
  ReleaseSignedOff,
  RetrospectiveCompleted,
  StakeholdersNotified,
  TeamAssembled,
  TeamsCoordinated,
  UserTrainingScheduled,
  type EvidenceReference,
  type ReleaseSummary,
} from '@slipway/contracts';
import {
  documentRule,
  keptDocument,
  link,
  list,
  moment,
  paragraph,
  section,
  table,
  yesOrNo,
  type Block,
  type DocumentContext,
  type DocumentRule,
} from '@slipway/documents';
import type { ClosureState } from './closure/closure.state.js';
import type { CommunicationState } from './communication/communication.state.js';
import type { Plan } from './release/release.state.js';

export interface PlanningContext extends DocumentContext {
  readonly release: ReleaseSummary;
  readonly communication: CommunicationState;
  readonly closure: ClosureState;
}

/** The outputs that planning makes, and the facts that make them. Deployment and monitoring make prepare-release.output-4 and -5. */
export const documentRules: readonly DocumentRule<PlanningContext>[] = [
  documentRule('prepare-release.output-1', 'Release plan', PlanFinalised, (plan, { release }) => [
    table(['Field', 'Value'], planRows(plan, release)),
    ...section(
      'Artifacts',
      table(
        ['Name', 'Address', 'Digest'],
        release.artifacts.map(({ name, uri, digest }) => [name, link(uri), digest]),
      ),
    ),
    ...section('Schedule', scheduleTable(plan)),
    ...(plan.overriddenFreezes === undefined
      ? []
      : section('Freezes that exceptions override', list(plan.overriddenFreezes))),
  ]),
  documentRule('prepare-release.output-2', 'Communication materials', CommunicationPrepared, ({ messages }) => [
    table(
      ['Audience', 'Channel', 'Subject', 'Document'],
      messages.map(({ audience, channel, subject, evidence }) => [audience, channel, subject, evidence.digest]),
    ),
  ]),
  documentRule('prepare-release.output-3', 'Release team', TeamAssembled, ({ members }) => [
    paragraph('Every role is assigned, and each person has acknowledged the briefing.'),
    table(
      ['Role', 'Person'],
      members.map(({ role, person }) => [role, person]),
    ),
  ]),
  documentRule('prepare-release.output-6', 'Readiness', ReadinessReported, (readiness) => [
    paragraph(readiness.ready ? 'The release is ready.' : 'The release is not ready.'),
    ...(readiness.missing.length === 0 ? [] : section('Missing', list(readiness.missing))),
    ...section(
      'Entry criteria',
      table(
        ['Criterion', 'Text', 'Met'],
        readiness.criteria.map(({ id, text, met }) => [id, text, yesOrNo(met)]),
      ),
    ),
    ...section(
      'Dependencies',
      table(
        ['Step', 'Text', 'Available', 'By'],
        readiness.dependencies.map(({ step, text, available, by }) => [step, text, yesOrNo(available), by?.type ?? '']),
      ),
    ),
  ]),

  documentRule('coordinate-release.output-1', 'Notifications sent', StakeholdersNotified, (sent, { communication }) => [
    paragraph(
      `${sent.deliveries} deliveries over ${sent.channels.join(' and ')}; ${communication.failures} attempts failed.`,
    ),
    table(
      ['Audience', 'Channel'],
      communication.delivered.map(({ audience, channel }) => [audience, channel]),
    ),
  ]),
  documentRule('coordinate-release.output-2', 'Team coordination', TeamsCoordinated, ({ teams }) => [
    paragraph('Operations and support have acknowledged the release.'),
    table(
      ['Team', 'Person'],
      teams.map(({ team, person }) => [team, person]),
    ),
  ]),
  documentRule('coordinate-release.output-3', 'User communications', UserTrainingScheduled, (_, { communication }) => [
    ...section(
      'Messages',
      table(
        ['Audience', 'Channel', 'Subject'],
        communication.messages.map(({ audience, channel, subject }) => [audience, channel, subject]),
      ),
    ),
    ...section(
      'Training',
      table(
        ['Session', 'When', 'Audience'],
        communication.training.map(({ title, at, audience }) => [title, moment(at), audience]),
      ),
    ),
    ...(communication.timeline === undefined ? [] : section('Impacts', list(communication.timeline.impacts))),
  ]),
  documentRule('coordinate-release.output-4', 'Command centre', CommandCentreOpened, (centre) => [
    paragraph('Open at ', link(centre.link)),
    ...section(
      'On call',
      table(
        ['Person', 'Role'],
        centre.roster.map(({ person, role }) => [person, role]),
      ),
    ),
  ]),

  documentRule('close-release.output-1', 'Release documentation', DocumentationCompleted, ({ evidence }) => [
    references(evidence),
  ]),
  documentRule('close-release.output-2', 'Updated system documentation', KnowledgeBaseUpdated, ({ evidence }) => [
    references(evidence),
  ]),
  keptDocument('close-release.output-3', LessonsRecorded, ({ evidence }) => evidence),
  keptDocument('close-release.output-4', ReleaseArchived, ({ bundle }) => bundle),
  keptDocument('close-release.output-5', RetrospectiveCompleted, ({ evidence }) => evidence),
  documentRule('close-release.output-6', 'Release closure', ReleaseSignedOff, ({ by }, { closure: { archive } }) => [
    paragraph(`Signed off by ${by}.`),
    ...(archive === undefined
      ? []
      : [
          table(
            ['Archive', 'Events', 'Head of the trail'],
            [[archive.bundle.digest, String(archive.events), archive.head]],
          ),
        ]),
  ]),
];

function planRows({ window }: Plan, release: ReleaseSummary): [string, string][] {
  const { policy, previousReleaseId } = release;
  return [
    ['Title', release.title],
    ['Type', release.type],
    ['Environment', release.environment],
    ['Components', release.components.join(', ')],
    ['Window', `${moment(window.start)} to ${moment(window.end)}`],
    ['Rollout', `${policy.strategy}: ${policy.phases.map((phase) => `${phase} %`).join(', ')}`],
    ['Rollback', `${policy.rollback}${previousReleaseId === undefined ? '' : `, to ${previousReleaseId}`}`],
    ['Author', release.author],
  ];
}

export const scheduleTable = ({ schedule }: Pick<Plan, 'schedule'>): Block =>
  table(
    ['Step', 'From', 'To'],
    schedule.map(({ step, start, end }) => [step, moment(start), moment(end)]),
  );

const references = (evidence: readonly EvidenceReference[]): Block =>
  table(
    ['Document', 'Digest', 'Bytes'],
    evidence.map(({ title, digest, size }) => [title, digest, String(size)]),
  );
