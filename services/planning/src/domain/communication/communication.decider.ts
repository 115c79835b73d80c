import {
  CommandCentreOpened,
  CommunicationPrepared,
  NotificationDelivered,
  NotificationFailed,
  StakeholdersNotified,
  TeamAcknowledged,
  TeamsCoordinated,
  TimelinePublished,
  UserTrainingScheduled,
  type Actor,
  type EvidenceReference,
  type Role,
  type Window,
} from '@slipway/contracts';
import { firstRejection, pass, reject, type Decider, type DecisionContext, type Rule } from '@slipway/decider';
import {
  evolve,
  initialState,
  isDelivered,
  type CommunicationEvent,
  type CommunicationState,
  type Message,
  type Team,
} from './communication.state.js';

type About<Command> = Command & { readonly releaseId: string };

export type CommunicationCommand =
  | About<{ readonly type: 'PrepareCommunication'; readonly messages: readonly Message[] }>
  | About<{
      readonly type: 'RecordDelivery';
      readonly audience: string;
      readonly channel: string;
      readonly receipt: string;
      /** On how many channels every audience must have had it. */
      readonly channels: number;
    }>
  | About<{
      readonly type: 'RecordFailure';
      readonly audience: string;
      readonly channel: string;
      readonly reason: string;
    }>
  | About<{ readonly type: 'AcknowledgeTeam'; readonly team: Team }>
  | About<{
      readonly type: 'PublishTimeline';
      readonly window: Window;
      readonly impacts: readonly string[];
      readonly evidence: EvidenceReference;
    }>
  | About<{ readonly type: 'ScheduleTraining'; readonly sessions: UserTrainingScheduled['data']['sessions'] }>
  | About<{
      readonly type: 'OpenCommandCentre';
      readonly link: string;
      readonly roster: CommandCentreOpened['data']['roster'];
    }>;

export type CommunicationRejection = 'ROLE_REQUIRED' | 'ACKNOWLEDGED_ALREADY' | 'NO_MESSAGES';

type Acknowledgement = Extract<CommunicationCommand, { type: 'AcknowledgeTeam' }>;
type AcknowledgementRule = Rule<
  [command: Acknowledgement, state: CommunicationState, context: DecisionContext<Actor>],
  CommunicationRejection
>;

const roleOfTeam: Readonly<Record<Team, Role>> = { operations: 'sre', support: 'support' };

const memberOfTheTeam: AcknowledgementRule = ({ team }, _, { actor: { roles } }) =>
  roles.includes(roleOfTeam[team]) || roles.includes('admin')
    ? pass
    : reject('ROLE_REQUIRED', { team, needed: [roleOfTeam[team]], fix: 'ask someone with the needed role' });

const acknowledgesOnce: AcknowledgementRule = ({ team }, { acknowledged }) =>
  acknowledged[team] === undefined
    ? pass
    : reject('ACKNOWLEDGED_ALREADY', { team, person: acknowledged[team], fix: 'nothing more is needed' });

const mayAcknowledge: readonly AcknowledgementRule[] = [memberOfTheTeam, acknowledgesOnce];

/** Who is told what about a release, and that they were. */
export const communication: Decider<
  CommunicationState,
  CommunicationCommand,
  CommunicationEvent,
  CommunicationRejection,
  DecisionContext<Actor>
> = {
  category: 'communication',
  initialState,
  evolve,
  decide(command, state, context) {
    const { releaseId } = command;
    switch (command.type) {
      case 'PrepareCommunication':
        if (command.messages.length === 0) return reject('NO_MESSAGES', { fix: 'configure NOTIFICATION_CHANNELS' });
        return [CommunicationPrepared.of({ releaseId, messages: [...command.messages] })];
      case 'RecordDelivery':
        return delivered(command, state, context.now);
      case 'RecordFailure': {
        const { audience, channel, reason } = command;
        return [NotificationFailed.of({ releaseId, audience, channel, reason })];
      }
      case 'AcknowledgeTeam':
        return (
          firstRejection(mayAcknowledge, command, state, context) ?? acknowledged(command, state, context.actor.id)
        );
      case 'PublishTimeline': {
        const { window, impacts, evidence } = command;
        return [TimelinePublished.of({ releaseId, window, impacts: [...impacts], evidence })];
      }
      case 'ScheduleTraining':
        return [UserTrainingScheduled.of({ releaseId, sessions: command.sessions })];
      case 'OpenCommandCentre':
        return [CommandCentreOpened.of({ releaseId, link: command.link, roster: command.roster })];
    }
  },
};

/** A receipt; and, with the last one that was wanting, the fact that everybody has been told. */
function delivered(
  { releaseId, audience, channel, receipt, channels }: Extract<CommunicationCommand, { type: 'RecordDelivery' }>,
  state: CommunicationState,
  deliveredAt: string,
): CommunicationEvent[] {
  if (isDelivered(state, { audience, channel })) return [];
  const delivery = NotificationDelivered.of({ releaseId, audience, channel, receipt, deliveredAt });
  const after = evolve(state, delivery);
  if (state.notified || !everyAudienceHeard(after, channels)) return [delivery];
  const used = [...new Set(after.delivered.map((each) => each.channel))];
  return [delivery, StakeholdersNotified.of({ releaseId, channels: used, deliveries: after.delivered.length })];
}

function everyAudienceHeard({ messages, delivered: known }: CommunicationState, channels: number): boolean {
  const audiences = [...new Set(messages.map(({ audience }) => audience))];
  const heardOn = (audience: string) =>
    new Set(known.filter((each) => each.audience === audience).map(({ channel }) => channel)).size;
  return audiences.length > 0 && audiences.every((audience) => heardOn(audience) >= channels);
}

function acknowledged(
  { releaseId, team }: Acknowledgement,
  state: CommunicationState,
  person: string,
): CommunicationEvent[] {
  const known = { ...state.acknowledged, [team]: person };
  const { operations, support } = known;
  const acknowledgement = TeamAcknowledged.of({ releaseId, team, person });
  if (operations === undefined || support === undefined) return [acknowledgement];
  const teams = [
    { team: 'operations', person: operations },
    { team: 'support', person: support },
  ];
  return [acknowledgement, TeamsCoordinated.of({ releaseId, teams })];
}
