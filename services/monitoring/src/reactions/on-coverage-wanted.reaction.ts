import { StepStarted, WatchConfigured, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { WatchedReleases } from '../projections/watched-releases.js';
import { ConfirmCoverage } from '../timers/release-timers.js';

const wanted = [StepStarted, WatchConfigured] as const;
type Wanted = DeliveredEvent<EventOf<(typeof wanted)[number]>>;

/** Coverage is to be confirmed before the release, and again when the targets change after that. */
@Reaction(wanted, { group: 'monitoring.confirm-coverage' })
export class OnCoverageWanted {
  constructor(
    @InjectTimers() private readonly timers: Timers,
    private readonly releases: WatchedReleases,
  ) {}

  async handle(event: Wanted) {
    if (!(await this.isWanted(event))) return;
    const { trail: releaseId, occurredAt: at } = event;
    await this.timers.set(ConfirmCoverage, { key: [releaseId], at, payload: { releaseId } });
  }

  private async isWanted(event: Wanted): Promise<boolean> {
    if (StepStarted.is(event)) return event.data.step.id === 'validate-prerelease';
    const circumstances = await this.releases.find(event.trail);
    return circumstances?.coverageWanted === true;
  }
}
