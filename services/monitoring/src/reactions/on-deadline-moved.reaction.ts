import { HealthBreached, ReleaseRevised, StepStarted, type EventOf, type ReleaseSummary } from '@slipway/contracts';
import { later } from '@slipway/flow';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectTimers, type Timers } from '@slipway/service-kit';
import { WatchedReleases } from '../projections/watched-releases.js';
import { Assess, assessAt, ReportHealth } from '../timers/release-timers.js';

const moving = [StepStarted, ReleaseRevised, HealthBreached] as const;

/** Sets the timers of the stability window, the watch after the release and its reports; a breach restarts the first. */
@Reaction(moving, { group: 'monitoring.set-deadlines' })
export class OnDeadlineMoved {
  constructor(
    @InjectTimers() private readonly timers: Timers,
    private readonly releases: WatchedReleases,
  ) {}

  async handle(event: DeliveredEvent<EventOf<(typeof moving)[number]>>) {
    if (StepStarted.is(event)) return this.begun(event.data.step.id, event.data.release, event.occurredAt);
    const circumstances = await this.releases.find(event.trail);
    if (circumstances === undefined || circumstances.ended) return;
    const { verifyingSince, monitoringSince } = circumstances;
    const release = ReleaseRevised.is(event) ? event.data.release : circumstances.release;
    if (verifyingSince !== undefined) {
      await this.begun('verify-health', release, HealthBreached.is(event) ? event.occurredAt : verifyingSince);
    }
    if (monitoringSince !== undefined && ReleaseRevised.is(event)) {
      await this.begun('monitor-postrelease', release, monitoringSince);
    }
  }

  private async begun(step: string, { releaseId, policy }: ReleaseSummary, at: string): Promise<void> {
    const { stabilityWindow, watch, reportInterval } = policy.durations;
    const payload = { releaseId };
    if (step === 'verify-health') {
      const key = assessAt('stability', releaseId);
      await this.timers.set(Assess, { key, at: later(at, stabilityWindow), payload });
    }
    if (step === 'monitor-postrelease') {
      await this.timers.set(Assess, { key: assessAt('watch-end', releaseId), at: later(at, watch), payload });
      await this.timers.set(ReportHealth, { key: [releaseId], at: later(at, reportInterval), payload });
    }
  }
}
