import {
  canonicalIdentity,
  CommandCentreOpened,
  CommunicationPrepared,
  NotificationDelivered,
  NotificationFailed,
  StakeholdersNotified,
  TeamAcknowledged,
  TeamsCoordinated,
  TimelinePublished,
  UserTrainingScheduled,
} from '@slipway/contracts';
import { firstRejection, type Decider, type Rejection } from '@slipway/decider';
import type { CommandOf, CommunicationCommand } from './communication.commands.js';
import {
  mayAcknowledge,
  mayCommunicate,
  mayPrepare,
  type CommunicationContext,
  type CommunicationRejection,
} from './communication.policy.js';
import {
  evolve,
  failureOf,
  initialState,
  isDelivered,
  notConfigured,
  type CommunicationEvent,
  type CommunicationState,
} from './communication.state.js';

export type { CommunicationCommand } from './communication.commands.js';

/** The notices of a release: their audiences, and their delivery. */
export const communication: Decider<
  CommunicationState,
  CommunicationCommand,
  CommunicationEvent,
  CommunicationRejection,
  CommunicationContext
> = {
  category: 'communication',
  initialState,
  evolve,
  decide: (command, state, context) =>
    firstRejection(mayCommunicate, command, state, context) ?? decideOpen(command, state, context),
};

function decideOpen(
  command: CommunicationCommand,
  state: CommunicationState,
  context: CommunicationContext,
): readonly CommunicationEvent[] | Rejection<CommunicationRejection> {
  const { releaseId } = command;
  switch (command.type) {
    case 'PrepareCommunication':
      return (
        firstRejection(mayPrepare, command, state, context) ?? [
          CommunicationPrepared.of({ releaseId, messages: [...command.messages] }),
        ]
      );
    case 'RecordDelivery':
      return delivered(command, state, context.now);
    case 'RecordFailure':
      return failed(command, state, context.now);
    case 'RecordMissingChannels':
      return withoutChannels(command, state);
    case 'AcknowledgeTeam':
      return (
        firstRejection(mayAcknowledge, command, state, context) ??
        acknowledged(command, state, canonicalIdentity(context.actor.id))
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
}

/** The receipt; with the last missing one, also the fact that everyone was notified. */
function delivered(
  { releaseId, audience, channel, receipt, channels }: CommandOf<'RecordDelivery'>,
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

/** Each failed attempt until the deadline has passed. Then one last failure names who can act, and the attempts go on. */
function failed(
  { releaseId, audience, channel, reason, deadline, wayOn }: CommandOf<'RecordFailure'>,
  state: CommunicationState,
  now: string,
): CommunicationEvent[] {
  if (failureOf(state, { audience, channel })?.deadline !== undefined) return [];
  if (now < deadline) return [NotificationFailed.of({ releaseId, audience, channel, reason })];
  const overdue = `${reason}; it should have been delivered by ${deadline}, and is tried again until the release ends: ${wayOn}`;
  return [NotificationFailed.of({ releaseId, audience, channel, reason: overdue, deadline })];
}

/** Once for each audience and reason. */
function withoutChannels(
  { releaseId, audiences, reason }: CommandOf<'RecordMissingChannels'>,
  state: CommunicationState,
): CommunicationEvent[] {
  return audiences
    .map((audience) => ({ audience, channel: notConfigured }))
    .filter((way) => failureOf(state, way)?.reason !== reason)
    .map((way) => NotificationFailed.of({ releaseId, ...way, reason }));
}

function acknowledged(
  { releaseId, team }: CommandOf<'AcknowledgeTeam'>,
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
