import { Instant, IssueNotificationFailed } from '@slipway/contracts';
import { later } from '@slipway/flow';
import {
  defineNotice,
  impossible,
  InjectAggregate,
  Notices,
  OnTimer,
  settle,
  type Aggregate,
  type PayloadOf,
} from '@slipway/service-kit';
import { notice, type RecordCommunication, type RecordFailedCommunication } from '../domain/notice.decider.js';
import { noticeOf } from '../domain/notice.js';
import { Issues } from '../projections/issues.projection.js';

const { issueId, releaseId, status, eventId } = IssueNotificationFailed.data.shape;
export const Notify = defineNotice({ issueId, releaseId, status, eventId, changedAt: Instant });

/** After a day, a notice is outdated. */
const patience = 'P1D';

/** Tells of one change of an issue's status on one channel, and tries again later when that fails. */
@OnTimer(Notify, { slow: true })
export class NotifyTimer {
  constructor(
    @InjectAggregate(notice) private readonly recorded: Aggregate<typeof notice>,
    private readonly issues: Issues,
    private readonly notices: Notices,
  ) {}

  async handle(attempt: PayloadOf<typeof Notify>): Promise<void> {
    const { issueId, releaseId, status, eventId, channel, changedAt } = attempt;
    const { state: notified } = await this.recorded.load(eventId);
    const issue = await this.issues.known(issueId);
    if (issue === undefined || notified.includes(channel)) return;
    const change = { issueId, status, eventId, channel };
    await this.notices.deliver(Notify, attempt, {
      ...noticeOf(issue, status, changedAt),
      until: later(changedAt, patience),
      delivered: (receipt) => this.record({ type: 'RecordCommunication', ...change, receipt }, releaseId),
      failed: (reason, retryAt) =>
        this.record({ type: 'RecordFailedCommunication', ...change, reason, retryAt }, releaseId),
    });
  }

  private async record(command: RecordCommunication | RecordFailedCommunication, trail: string): Promise<void> {
    await settle(this.recorded.handle(command.eventId, command, { trail }), impossible);
  }
}
