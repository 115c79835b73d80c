import { StepStarted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, originOfCause, type Timers } from '@slipway/service-kit';
import { BeginStep } from '../timers/step.timer.js';

/** The step of another service that needs the dry run of the plan. */
const dryRunStep = 'validate-prerelease';

/** Has the step's work done by a timer, which survives whatever happens to this process. */
@Reaction(StepStarted, { group: 'deployment.begin-steps' })
export class OnStepStarted {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async handle({
    id,
    type,
    data: { step, release },
    logIndex,
    recordedAt,
  }: DeliveredEvent<StepStarted>): Promise<void> {
    const kind = step.service === 'deployment' ? 'start' : step.id === dryRunStep ? 'dry-run' : undefined;
    if (kind === undefined) return;
    const fact = { eventId: id, type };
    const payload = { kind, release, fact, logIndex, origin: originOfCause() } as const;
    await this.timers.set(BeginStep, { key: [id, kind], at: recordedAt, payload });
  }
}
