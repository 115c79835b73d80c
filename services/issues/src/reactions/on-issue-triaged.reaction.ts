import { IssueTriaged } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { deadlineTimer } from '../timers/on-deadline.timer.js';

/** A critical issue's deadline is watched; a new triage may lift it. */
@Reaction(IssueTriaged, { group: 'issues.watch-deadlines' })
export class OnIssueTriaged {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({ data: { issueId, deadline } }: DeliveredEvent<IssueTriaged>) {
    const id = `${deadlineTimer}:${issueId}`;
    if (deadline === undefined) await this.timers.cancel(id);
    else await this.timers.set({ id, at: deadline, name: deadlineTimer, payload: { issueId } });
  }
}
