import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { earlier, later } from '@slipway/flow';
import { defineTimer, InjectClock, InjectTimers, OnTimer, type Clock, type Timers } from '@slipway/service-kit';
import { z } from 'zod';
import { Samples } from '../adapters/samples/samples.js';
import { InjectMonitoringSettings, type MonitoringSettings } from '../config/monitoring-settings.js';

const Prune = defineTimer('prune-samples', z.null());

const firstAfter = 'PT1M';
const interval = 'PT1H';
const batch = 10_000;

/** Removes samples that are older than their retention. */
@OnTimer(Prune)
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
    return this.timers.set(Prune, { key: [], at: later(this.clock.now(), after), payload: null });
  }
}
