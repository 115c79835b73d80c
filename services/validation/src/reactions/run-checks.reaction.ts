import { CheckKind, CheckPlanRecorded, StepStarted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectProjections, type Projections } from '@slipway/service-kit';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { CheckRuns } from '../timers/run-checks.timer.js';

/** The checks run when the step begins, and under a plan that comes (or is changed) after that. */
@Reaction([StepStarted, CheckPlanRecorded], { group: 'validation.run-checks' })
export class OrderChecks {
  constructor(
    @InjectProjections() private readonly projections: Projections,
    private readonly facts: ReleaseFacts,
    private readonly runs: CheckRuns,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<StepStarted | CheckPlanRecorded>): Promise<void> {
    if ('step' in data) {
      if (data.step.id === 'validate-postrelease') await this.runs.order(data.release.releaseId, CheckKind.options);
      return;
    }
    await this.projections.covered(logIndex);
    const started = await this.facts.started(data.releaseId, 'validate-postrelease');
    if (started !== null) await this.runs.order(data.releaseId, CheckKind.options);
  }
}
