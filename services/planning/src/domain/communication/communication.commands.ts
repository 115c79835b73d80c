import type { CommandCentreOpened, EvidenceReference, UserTrainingScheduled, Window } from '@slipway/contracts';
import type { Message, Team } from './communication.state.js';

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
      /** By when it should have been delivered. */
      readonly deadline: string;
      /** What people can do once that has passed. */
      readonly wayOn: string;
    }>
  | About<{
      readonly type: 'RecordMissingChannels';
      readonly audiences: readonly string[];
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

export type CommandOf<Type extends CommunicationCommand['type']> = Extract<CommunicationCommand, { type: Type }>;
