import { later, earlier } from '@slipway/flow';
import { currentCause, withCause } from '@slipway/messaging';
import { InjectClock, InjectTimers, OnTimer, type Clock, type PayloadOf, type Timers } from '@slipway/service-kit';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { watchUntil } from '../domain/assessment/ranges.js';
import { periodicReport } from '../domain/documents/documents.js';
import { causeOf } from '../application/assessor.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { Documents } from '../application/documents.js';
import { ReportHealth } from './release-timers.js';

/** One health report for each report interval of the watch after the release. */
@OnTimer(ReportHealth)
export class ReportHealthTimer {
  constructor(
    private readonly documents: Documents,
    private readonly releases: WatchedReleases,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle({ releaseId }: PayloadOf<typeof ReportHealth>) {
    const circumstances = await this.releases.get(releaseId);
    if (circumstances.ended) return;
    const to = this.clock.now();
    await this.report(circumstances, to);
    const at = later(to, circumstances.release.policy.durations.reportInterval);
    if (at >= (watchUntil(circumstances) ?? '')) return;
    await this.timers.set(ReportHealth, { key: [releaseId], at, payload: { releaseId } });
  }

  private report(circumstances: Circumstances, to: string): Promise<void> {
    const { release, because } = circumstances;
    const range = { from: earlier(to, release.policy.durations.reportInterval), to };
    const { id, actor } = currentCause();
    const fact = { type: periodicReport.event.type, data: {} };
    const source = { fact, eventId: because.eventId, occurredAt: to, actor: actor.id, range };
    return withCause(causeOf(circumstances, id), () =>
      this.documents.record(release.releaseId, [periodicReport], source),
    );
  }
}
