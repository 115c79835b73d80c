import { Injectable } from '@nestjs/common';
import type { WatchConfigured } from '@slipway/contracts';
import { withCause } from '@slipway/messaging';
import { impossible, InjectAggregate, InjectClock, settle, type Aggregate, type Clock } from '@slipway/service-kit';
import { Samples } from '../adapters/samples/samples.js';
import { burnWindows } from '../domain/assessment/burn-rate.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { newestProbes, type Observation } from '../domain/assessment/observation.js';
import { rangesOf, type Ranges } from '../domain/assessment/ranges.js';
import { watch } from '../domain/watch/watch.decider.js';
import { Opinions } from '../projections/opinions.js';
import { WatchedIssues } from '../projections/watched-issues.js';
import { WatchedReleases } from '../projections/watched-releases.js';

/** Compares the samples with the trail, and lets the watch decide what follows. */
@Injectable()
export class Assessor {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    @InjectClock() private readonly clock: Clock,
    private readonly releases: WatchedReleases,
    private readonly samples: Samples,
    private readonly opinions: Opinions,
    private readonly issues: WatchedIssues,
  ) {}

  /** Each due fact is recorded once: to assess twice, or in two instances, is harmless. */
  async assess(releaseId: string): Promise<void> {
    const circumstances = await this.releases.find(releaseId);
    if (circumstances?.watch === undefined || circumstances.ended) return;
    const { state } = await this.watches.load(releaseId);
    const now = this.clock.now();
    const observation = await this.observe(circumstances, circumstances.watch, rangesOf(circumstances, state, now));
    await withCause(causeOf(circumstances, `assess:${releaseId}@${now}`), () =>
      settle(this.watches.handle(releaseId, { type: 'Assess', circumstances, observation }), impossible),
    );
  }

  private async observe(
    circumstances: Circumstances,
    { targets, levels }: WatchConfigured['data'],
    ranges: Ranges,
  ): Promise<Observation> {
    const { release, rollout } = circumstances;
    const { releaseId } = release;
    const windows = [...new Set(burnWindows(release, rollout).flatMap(({ long, short }) => [long, short]))];
    const seen = { targets: targets.map(({ name }) => name), since: seenSince(circumstances), count: newestProbes };
    const [newest, recent, recentSlow, window, burning, opinions] = await Promise.all([
      this.samples.newest(releaseId, seen),
      this.samples.measure(releaseId, ranges.recent),
      this.samples.countSlower(releaseId, ranges.recent, levels.p95),
      this.samples.measure(releaseId, ranges.window),
      this.samples.measureWindows(releaseId, ranges.burning, windows, levels.p99),
      this.opinions.of(circumstances),
    ]);
    const { stability, watch: watched } = ranges;
    return {
      ranges,
      newest,
      recent,
      recentSlow,
      window,
      burning,
      opinions,
      ...(stability === undefined ? {} : { stability: await this.samples.measure(releaseId, stability) }),
      ...(watched === undefined ? {} : await this.watched(releaseId, watched)),
    };
  }

  private async watched(releaseId: string, range: NonNullable<Ranges['watch']>) {
    const targets = await this.samples.measureTargets(releaseId, range);
    const watched = Object.fromEntries(targets.map(({ target, samples }) => [target, samples]));
    const [watch, issues] = await Promise.all([
      this.samples.measure(releaseId, range),
      this.issues.count(releaseId, range),
    ]);
    return { watch, watched, issues };
  }
}

/** Samples of another version, or of other targets with the same names, do not count. */
const seenSince = ({ rollout, configuredAt = rollout.since }: Circumstances): string =>
  configuredAt > rollout.since ? configuredAt : rollout.since;

/** As this service, because of the last fact that changed what is due. */
export const causeOf = ({ because }: Circumstances, id: string) => ({
  id,
  actor: { id: 'monitoring', kind: 'service' as const, roles: [] },
  correlationId: because.correlationId,
  causedBy: because.eventId,
});
