import { ApprovalObtained } from '@slipway/contracts';
import { later } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectTimers, type Aggregate, type Timers } from '@slipway/service-kit';
import { secondReviewId } from '../domain/flow/second-review.js';
import { release } from '../domain/release/release.decider.js';
import { isProposed } from '../domain/release/release.state.js';
import { Overdue } from '../timers/overdue.timer.js';

/** Where the policy asks for a second review, its time begins with the approval. */
@Reaction(ApprovalObtained, { group: 'planning.time-second-review' })
export class OnApprovalObtained {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectTimers() private readonly timers: Timers,
  ) {}

  async handle({ data: { releaseId }, occurredAt }: DeliveredEvent<ApprovalObtained>) {
    const { state } = await this.releases.load(releaseId);
    const within = isProposed(state) ? state.summary.policy.secondReviewWithin : undefined;
    if (within === undefined) return;
    const deadline = later(occurredAt, within);
    const payload = { releaseId, step: secondReviewId, deadline };
    await this.timers.set(Overdue, { key: [releaseId, secondReviewId], at: deadline, payload });
  }
}
