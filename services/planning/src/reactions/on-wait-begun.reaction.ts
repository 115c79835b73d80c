import { FlowStarted, StepCompleted, StepReopened, StepStarted, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectTimers, type Aggregate, type Timers } from '@slipway/service-kit';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { currentWaits } from '../domain/flow/waits.js';
import { Overdue } from '../timers/overdue.timer.js';

const beginnings = [FlowStarted, StepStarted, StepReopened, StepCompleted] as const;

/** Sets the timers of everything that is waited for from now on. */
@Reaction(beginnings, { group: 'planning.time-waits' })
export class OnWaitBegun {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    @InjectTimers() private readonly timers: Timers,
  ) {}

  async handle({ trail: releaseId }: DeliveredEvent<EventOf<(typeof beginnings)[number]>>) {
    const { state } = await this.flows.load(releaseId);
    if (!isRun(state)) return;
    for (const [step, { deadline }] of Object.entries(currentWaits(state))) {
      if (deadline === undefined) continue;
      const payload = { releaseId, step, deadline };
      await this.timers.set(Overdue, { key: [releaseId, step], at: deadline, payload });
    }
  }
}
