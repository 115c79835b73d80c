import { Injectable } from '@nestjs/common';
import { PostReleaseWatchCompleted, SatisfactionMeasured } from '@slipway/contracts';
import { earlier } from '@slipway/flow';
import type { DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectClock, type Aggregate, type Clock, type DocumentContexts } from '@slipway/service-kit';
import { Samples } from '../adapters/samples/samples.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import type { Range } from '../domain/assessment/trend.js';
import type { MonitoringContext } from '../domain/documents.js';
import { watch } from '../domain/watch/watch.decider.js';
import { Opinions } from '../projections/opinions.js';
import { WatchedIssues } from '../projections/watched-issues.js';
import { WatchedReleases } from '../projections/watched-releases.js';

@Injectable()
export class MonitoringContexts implements DocumentContexts<MonitoringContext> {
  constructor(
    @InjectAggregate(watch) private readonly watches: Aggregate<typeof watch>,
    @InjectClock() private readonly clock: Clock,
    private readonly releases: WatchedReleases,
    private readonly samples: Samples,
    private readonly opinions: Opinions,
    private readonly issues: WatchedIssues,
  ) {}

  of(fact: DeliveredEvent): Promise<MonitoringContext> {
    return this.during(fact.trail, rangeOf(fact) ?? { from: '', to: this.clock.now() });
  }

  /** What was seen in this time of the version that the release brought. */
  async during(releaseId: string, range: Range): Promise<MonitoringContext> {
    const [circumstances, { state }] = await Promise.all([this.releases.get(releaseId), this.watches.load(releaseId)]);
    const seen = sinceRollout(circumstances, range);
    const [targets, faults, opinions, issues] = await Promise.all([
      this.samples.measureTargets(releaseId, seen),
      this.samples.faults(releaseId, seen),
      this.opinions.of(circumstances),
      this.issues.count(releaseId, seen),
    ]);
    return { release: circumstances.release, state, sampled: { ...seen, targets, faults }, opinions, issues };
  }
}

/** Satisfaction is measured with each rating: its document does not look back on all samples each time. */
const satisfactionLooksBack = 'P1D';

/** The time that the document covers, where that is not all the time since the rollout. */
function rangeOf(fact: DeliveredEvent): Range | undefined {
  if (PostReleaseWatchCompleted.is(fact)) return { from: fact.data.from, to: fact.data.to };
  if (!SatisfactionMeasured.is(fact)) return undefined;
  return { from: earlier(fact.occurredAt, satisfactionLooksBack), to: fact.occurredAt };
}

const sinceRollout = ({ rollout }: Circumstances, { from, to }: Range): Range => ({
  from: from > rollout.since ? from : rollout.since,
  to,
});
