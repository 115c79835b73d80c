import { FixPlanned, IssueRaised, IssueResolved, IssueTriaged, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import {
  firstAttempt,
  impossible,
  InjectAggregate,
  InjectChannels,
  Notices,
  settle,
  type Aggregate,
  type Channels,
} from '@slipway/service-kit';
import { numberOf } from '../domain/issue-id.js';
import { notice, type IssueStatus } from '../domain/notice.decider.js';
import { Notify } from '../timers/notify.timer.js';

const statusChanges = [FixPlanned, IssueRaised, IssueResolved, IssueTriaged] as const;
type StatusChange = EventOf<(typeof statusChanges)[number]>;

const statusAfter: Readonly<Record<StatusChange['type'], IssueStatus>> = {
  [IssueRaised.type]: 'raised',
  [IssueTriaged.type]: 'triaged',
  [FixPlanned.type]: 'planned',
  [IssueResolved.type]: 'resolved',
};

/** Stakeholders get a notice of every change of an issue's status, on every channel. */
@Reaction(statusChanges, { group: 'issues.tell-stakeholders' })
export class OnStatusChanged {
  constructor(
    @InjectAggregate(notice) private readonly recorded: Aggregate<typeof notice>,
    @InjectChannels() private readonly channels: Channels,
    private readonly notices: Notices,
  ) {}

  async handle({ id: eventId, type, occurredAt, data: { issueId, releaseId } }: DeliveredEvent<StatusChange>) {
    const change = { issueId, status: statusAfter[type], eventId };
    const channels = this.channels.names();
    for (const channel of channels) {
      const to = { key: [eventId, channel], audience: 'stakeholders', channel, rank: numberOf(issueId) };
      const attempt = { ...to, ...change, releaseId, changedAt: occurredAt, ...firstAttempt() };
      await this.notices.begin(Notify, attempt, occurredAt);
    }
    if (channels.length > 0) return;
    // Nobody can be told, and trying again would not help: the trail says so.
    const failed = { ...change, channel: 'not configured', reason: 'add channels to NOTIFICATION_CHANNELS' };
    const command = { type: 'RecordFailedCommunication', ...failed } as const;
    await settle(this.recorded.handle(eventId, command, { trail: releaseId }), impossible);
  }
}
