import { Instant, ReleaseId } from '@slipway/contracts';
import { InjectAggregate, OnTimer, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { flow } from '../domain/flow/flow.decider.js';
import { expectAccepted } from '../work/expect-accepted.js';

export const overdueTimer = 'overdue';
const OverdueTimer = z.strictObject({ releaseId: ReleaseId, step: z.string().min(1), deadline: Instant });
export type OverdueTimer = z.infer<typeof OverdueTimer>;

/** A deadline of a step has come: the flow says whether it was missed. */
@OnTimer(overdueTimer)
export class OverdueDeadline {
  constructor(@InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>) {}

  async handle(payload: unknown) {
    const { releaseId, ...reached } = OverdueTimer.parse(payload);
    return expectAccepted(await this.flows.handle(releaseId, { type: 'CheckOverdue', ...reached }));
  }
}
