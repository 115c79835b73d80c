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
} from '@slipway/contracts';
import { sameContent } from '@slipway/decider';

export type CommunicationEvent =
  | CommandCentreOpened
  | CommunicationPrepared
  | NotificationDelivered
  | NotificationFailed
  | StakeholdersNotified
  | TeamAcknowledged
  | TeamsCoordinated
  | TimelinePublished
  | UserTrainingScheduled;

export type Message = CommunicationPrepared['data']['messages'][number];
export type Team = TeamAcknowledged['data']['team'];

export interface Delivery {
  readonly audience: string;
  readonly channel: string;
}

export interface CommunicationState {
  readonly messages: readonly Message[];
  readonly delivered: readonly Delivery[];
  readonly failures: number;
  readonly notified: boolean;
  /** Who acknowledged for each team. */
  readonly acknowledged: Readonly<Partial<Record<Team, string>>>;
  readonly timeline?: TimelinePublished['data'];
  readonly training: UserTrainingScheduled['data']['sessions'];
  readonly commandCentre?: CommandCentreOpened['data'];
}

export const initialState: CommunicationState = {
  messages: [],
  delivered: [],
  failures: 0,
  notified: false,
  acknowledged: {},
  training: [],
};

export function evolve(state: CommunicationState, event: CommunicationEvent): CommunicationState {
  switch (event.type) {
    case CommunicationPrepared.type:
      return withMessages(state, event.data.messages);
    case NotificationDelivered.type: {
      const { audience, channel } = event.data;
      return { ...state, delivered: [...state.delivered, { audience, channel }] };
    }
    case NotificationFailed.type:
      return { ...state, failures: state.failures + 1 };
    case StakeholdersNotified.type:
      return { ...state, notified: true };
    case TeamAcknowledged.type:
      return { ...state, acknowledged: { ...state.acknowledged, [event.data.team]: event.data.person } };
    case TimelinePublished.type:
      return { ...state, timeline: event.data };
    case UserTrainingScheduled.type:
      return { ...state, training: event.data.sessions };
    case CommandCentreOpened.type:
      return { ...state, commandCentre: event.data };
    case TeamsCoordinated.type:
      return state;
  }
}

/** Who has had other messages than these has not been told. */
function withMessages(state: CommunicationState, messages: readonly Message[]): CommunicationState {
  return sameContent(messages, state.messages) ? state : { ...state, messages, delivered: [], notified: false };
}

export const isDelivered = ({ delivered: known }: CommunicationState, { audience, channel }: Delivery): boolean =>
  known.some((each) => each.audience === audience && each.channel === channel);
