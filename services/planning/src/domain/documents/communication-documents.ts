import type {
  CommandCentreOpened,
  ReleaseSummary,
  StakeholdersNotified,
  TeamsCoordinated,
  Window,
} from '@slipway/contracts';
import { list, moment, table } from '@slipway/flow';
import type { CommunicationState } from '../communication/communication.state.js';
import type { Plan } from '../release/release.state.js';
import { markdown, section, type Document } from './document.js';

const about = ({ product, version }: ReleaseSummary): string => `${product} ${version}`;

export interface Impacts {
  readonly window: Window;
  readonly impacts: readonly string[];
}

export function timelineDocument(
  { window, impacts }: Impacts,
  plan: Plan | undefined,
  release: ReleaseSummary,
): Document {
  const schedule = plan?.schedule ?? [];
  return markdown(
    `Timeline and impacts: ${about(release)}`,
    `The window is ${moment(window.start)} to ${moment(window.end)}.`,
    section('Impacts', list(impacts)),
    section(
      'Timeline',
      table(
        ['step', 'from', 'to'],
        schedule.map(({ step, start, end }) => [step, moment(start), moment(end)]),
      ),
    ),
  );
}

export function notificationsDocument(
  { channels, deliveries }: StakeholdersNotified['data'],
  { delivered, failures }: CommunicationState,
  release: ReleaseSummary,
): Document {
  return markdown(
    `Notifications sent: ${about(release)}`,
    `${String(deliveries)} deliveries over ${channels.join(' and ')}; ${String(failures)} attempts failed.`,
    table(
      ['audience', 'channel'],
      delivered.map(({ audience, channel }) => [audience, channel]),
    ),
  );
}

export function coordinationDocument({ teams }: TeamsCoordinated['data'], release: ReleaseSummary): Document {
  return markdown(
    `Team coordination: ${about(release)}`,
    'Operations and support have acknowledged the release.',
    table(
      ['team', 'person'],
      teams.map(({ team, person }) => [team, person]),
    ),
  );
}

export function userCommunicationDocument(
  { messages, training, timeline }: CommunicationState,
  release: ReleaseSummary,
): Document {
  const sessions = training.map(({ title, at, audience }) => [title, moment(at), audience]);
  return markdown(
    `User communications: ${about(release)}`,
    section(
      'Messages',
      table(
        ['audience', 'channel', 'subject'],
        messages.map((each) => [each.audience, each.channel, each.subject]),
      ),
    ),
    section('Training', table(['session', 'when', 'audience'], sessions)),
    timeline === undefined ? '' : section('Impacts', list(timeline.impacts)),
  );
}

export function commandCentreDocument(
  { link, roster }: CommandCentreOpened['data'],
  release: ReleaseSummary,
): Document {
  return markdown(
    `Command centre: ${about(release)}`,
    `Open at ${link}`,
    section(
      'On call',
      table(
        ['person', 'role'],
        roster.map(({ person, role }) => [person, role]),
      ),
    ),
  );
}
