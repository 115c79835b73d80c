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

/** A delivery that failed last, and why. */
export type Failure = Omit<NotificationFailed['data'], 'releaseId'>;

export interface CommunicationState {
  readonly messages: readonly Message[];
  readonly delivered: readonly Delivery[];
  readonly failures: number;
  /** The last of each audience and channel that has not had its message since. */
  readonly failing: readonly Failure[];
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
  failing: [],
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
      const delivered = [...state.delivered, { audience, channel }];
      return { ...state, delivered, failing: othersThan(event.data, state.failing) };
    }
    case NotificationFailed.type:
      return withFailure(state, event.data);
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

function withFailure(state: CommunicationState, { releaseId: _, ...failure }: NotificationFailed['data']) {
  return { ...state, failures: state.failures + 1, failing: [...othersThan(failure, state.failing), failure] };
}

const othersThan = ({ audience, channel }: Delivery, failing: readonly Failure[]): Failure[] =>
  failing.filter((each) => each.audience !== audience || each.channel !== channel);

/** An audience that received other messages does not count as notified. */
function withMessages(state: CommunicationState, messages: readonly Message[]): CommunicationState {
  return sameContent(messages, state.messages)
    ? state
    : { ...state, messages, delivered: [], failing: [], notified: false };
}

/** The channel of failures that are due to missing channels. */
export const notConfigured = 'not configured';

export const failureOf = ({ failing }: CommunicationState, { audience, channel }: Delivery): Failure | undefined =>
  failing.find((each) => each.audience === audience && each.channel === channel);

export const isDelivered = ({ delivered: known }: CommunicationState, { audience, channel }: Delivery): boolean =>
  known.some((each) => each.audience === audience && each.channel === channel);
