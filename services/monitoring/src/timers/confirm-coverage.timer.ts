import { ReleaseId } from '@slipway/contracts';
import { later } from '@slipway/flow';
import { InjectClock, InjectTimers, OnTimer, type Clock, type Timers } from '@slipway/service-kit';
import { Coverage } from '../probing/coverage.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { coverageTimer } from './timer-names.js';

/** Tries again at the probe interval until every critical target answers and the test alert arrives. */
@OnTimer('confirm-coverage', { slow: true })
export class ConfirmCoverage {
  constructor(
    private readonly coverage: Coverage,
    private readonly releases: WatchedReleases,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle(payload: unknown) {
    const releaseId = ReleaseId.parse(payload);
    if (await this.coverage.confirm(releaseId)) return;
    const { release } = await this.releases.get(releaseId);
    await this.timers.set(coverageTimer(releaseId, later(this.clock.now(), release.policy.durations.probeInterval)));
  }
}
