import { Instant, IssueNotificationFailed } from '@slipway/contracts';
import { later } from '@slipway/flow';
import { InjectAggregate, NoticeAttempt, Notices, noticeTimer, OnTimer, type Aggregate } from '@slipway/service-kit';
import { desk } from '../domain/desk.decider.js';
import { isTold } from '../domain/desk.state.js';
import { noticeOf } from '../domain/notice.js';

const { issueId, releaseId, status, eventId } = IssueNotificationFailed.data.shape;
const Attempt = NoticeAttempt.extend({ issueId, releaseId, status, eventId, changedAt: Instant });

/** After a day it is no news any more. */
const patience = 'P1D';

/** Tells of one change of an issue's status on one channel, and tries again later when that fails. */
@OnTimer(noticeTimer, { slow: true })
export class NotifyTimer {
  constructor(
    @InjectAggregate(desk) private readonly desks: Aggregate<typeof desk>,
    private readonly notices: Notices,
  ) {}

  async handle(payload: unknown): Promise<void> {
    const attempt = Attempt.parse(payload);
    const { issueId, releaseId, status, eventId, channel, changedAt } = attempt;
    const { state } = await this.desks.load(releaseId);
    const issue = state.issues[issueId];
    if (issue === undefined || isTold(issue, attempt)) return;
    const change = { issueId, status, eventId, channel };
    await this.notices.deliver(attempt, {
      ...noticeOf(issue, status, changedAt),
      until: later(changedAt, patience),
      delivered: (receipt) => this.desks.handle(releaseId, { type: 'RecordCommunication', ...change, receipt }),
      failed: (reason, retryAt) =>
        this.desks.handle(releaseId, { type: 'RecordFailedCommunication', ...change, reason, retryAt }),
    });
  }
}
