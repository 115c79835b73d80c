import { StepStarted, WatchConfigured, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { harmless, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { watch } from '../domain/watch/watch.decider.js';
import { WatchedReleases } from '../projections/watched-releases.js';

const wanted = [StepStarted, WatchConfigured] as const;
type Wanted = DeliveredEvent<EventOf<(typeof wanted)[number]>>;

const notYet = harmless('the watch starts when it is configured', ['WATCH_NOT_CONFIGURED']);

/** The watch starts when the release is coordinated, or as soon after that as it is configured. */
@Reaction(wanted, { group: 'monitoring.start-watch' })
export class OnWatchWanted {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    private readonly releases: WatchedReleases,
  ) {}

  async handle(event: Wanted) {
    const releaseId = event.trail;
    if (!(await this.isWanted(event))) return;
    await settle(this.watches.handle(releaseId, { type: 'StartWatch', releaseId }), notYet);
  }

  private async isWanted(event: Wanted): Promise<boolean> {
    if (StepStarted.is(event)) return event.data.step.id === 'coordinate-release';
    const circumstances = await this.releases.find(event.trail);
    return circumstances?.watchWanted === true;
  }
}
