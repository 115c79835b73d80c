import { IssueNotificationFailed, IssueStatusCommunicated } from '@slipway/contracts';
import type { Decider } from '@slipway/decider';
import { releaseOf } from './issue-id.js';

export type IssueStatus = IssueStatusCommunicated['data']['status'];

/** A change of an issue's status, which stakeholders get a notice of. */
export interface StatusChange {
  readonly issueId: string;
  readonly status: IssueStatus;
  /** The event that is the change. */
  readonly eventId: string;
}

export type RecordCommunication = StatusChange & {
  readonly type: 'RecordCommunication';
  readonly channel: string;
  readonly receipt: string;
};

export type RecordFailedCommunication = StatusChange & {
  readonly type: 'RecordFailedCommunication';
  readonly channel: string;
  readonly reason: string;
  /** Nothing when it is not tried again. */
  readonly retryAt?: string | undefined;
};

/** The channels that delivered the notice of a change. */
export type NoticeState = readonly string[];
type NoticeCommand = RecordCommunication | RecordFailedCommunication;
type NoticeEvent = IssueStatusCommunicated | IssueNotificationFailed;

/** The notice of one change of an issue's status. */
export const notice: Decider<NoticeState, NoticeCommand, NoticeEvent, never> = {
  category: 'notice',
  initialState: [],
  evolve: (notified, event) =>
    event.type === IssueStatusCommunicated.type ? [...notified, event.data.channel] : notified,
  decide(command, notified) {
    const { issueId, status, eventId, channel } = command;
    const change = { issueId, releaseId: releaseOf(issueId), status, eventId, channel };
    if (command.type === 'RecordCommunication') {
      return notified.includes(channel) ? [] : [IssueStatusCommunicated.of({ ...change, receipt: command.receipt })];
    }
    const { reason, retryAt } = command;
    return [IssueNotificationFailed.of({ ...change, reason, ...(retryAt === undefined ? {} : { retryAt }) })];
  },
};
