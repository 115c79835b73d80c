import { IssueRaised, IssueTriaged } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { IssueDeadline } from '../timers/on-deadline.timer.js';

/** The deadline of a critical issue is watched from when it was raised; a triage may lift it. */
@Reaction([IssueRaised, IssueTriaged], { group: 'issues.watch-deadlines' })
export class OnDeadlineGiven {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({ data: { issueId, deadline } }: DeliveredEvent<IssueRaised> | DeliveredEvent<IssueTriaged>) {
    const key = [issueId];
    if (deadline === undefined) await this.timers.cancel(IssueDeadline, key);
    else await this.timers.set(IssueDeadline, { key, at: deadline, payload: { issueId } });
  }
}
