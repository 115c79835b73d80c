import { later } from '@slipway/flow';
import { InjectClock, InjectTimers, OnTimer, type Clock, type PayloadOf, type Timers } from '@slipway/service-kit';
import { Coverage } from '../application/coverage.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { ConfirmCoverage } from './release-timers.js';

/** Tries again at the probe interval until every critical target answers and the test alert arrives. */
@OnTimer(ConfirmCoverage, { slow: true })
export class ConfirmCoverageTimer {
  constructor(
    private readonly coverage: Coverage,
    private readonly releases: WatchedReleases,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle({ releaseId }: PayloadOf<typeof ConfirmCoverage>) {
    if (await this.coverage.confirm(releaseId)) return;
    const { release } = await this.releases.get(releaseId);
    const at = later(this.clock.now(), release.policy.durations.probeInterval);
    await this.timers.set(ConfirmCoverage, { key: [releaseId], at, payload: { releaseId } });
  }
}
