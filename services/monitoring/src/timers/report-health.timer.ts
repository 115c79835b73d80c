import { earlier, later } from '@slipway/flow';
import { currentCause, withCause } from '@slipway/messaging';
import {
  DocumentWriter,
  InjectClock,
  InjectTimers,
  OnTimer,
  type Clock,
  type PayloadOf,
  type Timers,
} from '@slipway/service-kit';
import { causeOf } from '../application/assessor.js';
import { MonitoringContexts } from '../application/monitoring-contexts.js';
import type { Circumstances } from '../domain/assessment/circumstances.js';
import { watchUntil } from '../domain/assessment/ranges.js';
import { periodicReport } from '../domain/documents.js';
import { WatchedReleases } from '../projections/watched-releases.js';
import { ReportHealth } from './release-timers.js';

/** One health report for each report interval of the watch after the release. */
@OnTimer(ReportHealth)
export class ReportHealthTimer {
  constructor(
    private readonly writer: DocumentWriter,
    private readonly contexts: MonitoringContexts,
    private readonly releases: WatchedReleases,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  async handle({ releaseId }: PayloadOf<typeof ReportHealth>) {
    const circumstances = await this.releases.get(releaseId);
    if (circumstances.ended) return;
    const to = this.clock.now();
    const { reportInterval } = circumstances.release.policy.durations;
    await withCause(causeOf(circumstances, currentCause().id), () => this.report(circumstances, to));
    const at = later(to, reportInterval);
    if (at >= (watchUntil(circumstances) ?? '')) return;
    await this.timers.set(ReportHealth, { key: [releaseId], at, payload: { releaseId } });
  }

  private async report({ release: { releaseId, policy } }: Circumstances, to: string): Promise<void> {
    const range = { from: earlier(to, policy.durations.reportInterval), to };
    await this.writer.write(releaseId, [periodicReport], await this.contexts.during(releaseId, range));
  }
}
