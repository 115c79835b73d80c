import { IssueRaised, IssueTriaged, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { IssueDeadline } from '../timers/on-deadline.timer.js';

const givesDeadline = [IssueRaised, IssueTriaged] as const;

/** The deadline of a critical issue is watched from when it was raised; a triage may lift it. */
@Reaction(givesDeadline, { group: 'issues.watch-deadlines' })
export class OnDeadlineGiven {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({ data: { issueId, deadline } }: DeliveredEvent<EventOf<(typeof givesDeadline)[number]>>) {
    const key = [issueId];
    if (deadline === undefined) await this.timers.cancel(IssueDeadline, key);
    else await this.timers.set(IssueDeadline, { key, at: deadline, payload: { issueId } });
  }
}
