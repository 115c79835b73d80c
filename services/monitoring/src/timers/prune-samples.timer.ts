import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { earlier, later } from '@slipway/flow';
import { InjectClock, InjectTimers, OnTimer, type Clock, type Timers } from '@slipway/service-kit';
import { Samples } from '../adapters/samples/samples.js';
import { InjectMonitoringSettings, type MonitoringSettings } from '../config/monitoring-settings.js';

const firstAfter = 'PT1M';
const interval = 'PT1H';
const batch = 10_000;

/** Removes samples that are older than their retention. */
@OnTimer('prune-samples')
export class PruneSamples implements OnApplicationBootstrap {
  private readonly log = new Logger('samples');

  constructor(
    private readonly samples: Samples,
    @InjectMonitoringSettings() private readonly settings: MonitoringSettings,
    @InjectTimers() private readonly timers: Timers,
    @InjectClock() private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.next(firstAfter);
  }

  async handle() {
    const olderThan = earlier(this.clock.now(), this.settings.sampleRetention);
    let removed = 0;
    let last: number;
    do {
      last = await this.samples.prune(olderThan, batch);
      removed += last;
    } while (last === batch);
    if (removed > 0) this.log.log({ removed, olderThan });
    await this.next(interval);
  }

  private next(after: string): Promise<void> {
    return this.timers.set({
      id: 'prune-samples',
      at: later(this.clock.now(), after),
      name: 'prune-samples',
      payload: null,
    });
  }
}
