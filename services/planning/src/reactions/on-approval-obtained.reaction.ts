import { ApprovalObtained } from '@slipway/contracts';
import { later } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectTimers, type Aggregate, type Timers } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { secondReviewId } from '../domain/flow/second-review.js';
import { Overdue } from '../timers/overdue.timer.js';

/** Where the policy asks for a second review, its time begins with the approval. */
@Reaction(ApprovalObtained, { group: 'planning.time-second-review' })
export class OnApprovalObtained {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectTimers() private readonly timers: Timers,
  ) {}

  async handle({ data: { releaseId }, occurredAt }: DeliveredEvent<ApprovalObtained>) {
    const { state } = await this.flows.load(releaseId);
    const within = isRun(state) ? state.release.policy.secondReviewWithin : undefined;
    if (within === undefined) return;
    const deadline = later(occurredAt, within);
    const payload = { releaseId, step: secondReviewId, deadline };
    await this.timers.set(Overdue, { key: [releaseId, secondReviewId], at: deadline, payload });
  }
}
