import { StepStarted, WatchConfigured } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { WatchedReleases } from '../projections/watched-releases.js';
import { ConfirmCoverage } from '../timers/release-timers.js';

/** Coverage is to be confirmed before the release, and again when the targets change after that. */
@Reaction([StepStarted, WatchConfigured], { group: 'monitoring.confirm-coverage' })
export class OnCoverageWanted {
  constructor(
    @InjectTimers() private readonly timers: Timers,
    private readonly releases: WatchedReleases,
  ) {}

  async handle(event: DeliveredEvent<StepStarted> | DeliveredEvent<WatchConfigured>) {
    if (!(await this.isWanted(event))) return;
    const { trail: releaseId, occurredAt: at } = event;
    await this.timers.set(ConfirmCoverage, { key: [releaseId], at, payload: { releaseId } });
  }

  private async isWanted(event: DeliveredEvent<StepStarted> | DeliveredEvent<WatchConfigured>): Promise<boolean> {
    if (StepStarted.is(event)) return event.data.step.id === 'validate-prerelease';
    const circumstances = await this.releases.find(event.trail);
    return circumstances?.coverageWanted === true;
  }
}
