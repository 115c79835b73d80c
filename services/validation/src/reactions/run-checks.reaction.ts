import { CheckKind, CheckPlanRecorded, StepStarted, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectProjections, type Projections } from '@slipway/service-kit';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { CheckRuns } from '../timers/run-checks.timer.js';

const causes = [StepStarted, CheckPlanRecorded] as const;

/**
 * The checks run when the step begins, and under a plan that comes (or is changed) after that.
 * Whichever of the two is later in the log orders them, so that they are ordered once.
 */
@Reaction(causes, { group: 'validation.run-checks' })
export class OrderChecks {
  constructor(
    @InjectProjections() private readonly projections: Projections,
    private readonly facts: ReleaseFacts,
    private readonly runs: CheckRuns,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<EventOf<(typeof causes)[number]>>): Promise<void> {
    if ('step' in data && data.step.id !== 'validate-postrelease') return;
    const releaseId = 'step' in data ? data.release.releaseId : data.releaseId;
    await this.projections.covered(logIndex);
    const other = 'step' in data ? 'check plan' : 'step validate-postrelease';
    if (await this.facts.before(logIndex, releaseId, other)) await this.runs.order(releaseId, CheckKind.options);
  }
}
