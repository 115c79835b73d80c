import { Instant, ReleaseId } from '@slipway/contracts';
import {
  defineTimer,
  impossible,
  InjectAggregate,
  OnTimer,
  settle,
  type Aggregate,
  type PayloadOf,
} from '@slipway/service-kit';
import { z } from 'zod';
import { flow } from '../domain/flow/flow.decider.js';

export const Overdue = defineTimer(
  'overdue',
  z.strictObject({ releaseId: ReleaseId, step: z.string().min(1), deadline: Instant }),
);

/** A deadline of a step has come: the flow decides whether it was missed. */
@OnTimer(Overdue)
export class OverdueDeadline {
  constructor(@InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>) {}

  async handle({ releaseId, ...reached }: PayloadOf<typeof Overdue>) {
    await settle(this.flows.handle(releaseId, { type: 'CheckOverdue', ...reached }), impossible);
  }
}
