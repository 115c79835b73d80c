import { Injectable } from '@nestjs/common';
import type { WatchConfigured } from '@slipway/contracts';
import { withCause } from '@slipway/messaging';
import { impossible, InjectAggregate, InjectClock, settle, type Aggregate, type Clock } from '@slipway/service-kit';
import { Samples } from '../adapters/samples/samples.js';
import { observed, questions } from './questions.js';
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
    const { release } = circumstances;
    const { releaseId } = release;
    const asked = questions(circumstances, levels, ranges);
    const seen = { targets: targets.map(({ name }) => name), since: seenSince(circumstances), count: newestProbes };
    const [newest, answers, opinions, issues] = await Promise.all([
      this.samples.newest(releaseId, seen),
      this.samples.spans(releaseId, asked),
      this.opinions.of(circumstances),
      ranges.watch === undefined ? undefined : this.issues.count(releaseId, ranges.watch),
    ]);
    return { ranges, newest, opinions, ...observed(asked, answers), ...(issues === undefined ? {} : { issues }) };
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
