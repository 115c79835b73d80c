import { IssueRaised, IssueTriaged } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { deadlineTimer } from '../timers/on-deadline.timer.js';

/** The deadline of a critical issue is watched from when it was raised; a triage may lift it. */
@Reaction([IssueRaised, IssueTriaged], { group: 'issues.watch-deadlines' })
export class OnDeadlineGiven {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({ data: { issueId, deadline } }: DeliveredEvent<IssueRaised> | DeliveredEvent<IssueTriaged>) {
    const id = `${deadlineTimer}:${issueId}`;
    if (deadline === undefined) await this.timers.cancel(id);
    else await this.timers.set({ id, at: deadline, name: deadlineTimer, payload: { issueId } });
  }
}
