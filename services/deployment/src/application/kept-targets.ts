import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LocalExecutor } from '../adapters/local/local-executor.js';

/** Milliseconds between two checks of the running processes; longer after failures. */
const lookEvery = 2000;
const longestPause = 60_000;
const startPatience = 15_000;

/** Keeps the local targets running: after a restart of this service, and when a process ends. */
@Injectable()
export class KeptTargets implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(KeptTargets.name);
  private readonly looking = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(private readonly local: LocalExecutor) {}

  /** The service is ready when its targets run; a slow target does not keep the service from starting. */
  async onApplicationBootstrap(): Promise<void> {
    const looks = Promise.all(this.local.targets.map((target) => this.look(target, 0)));
    await Promise.race([looks, delay(startPatience, undefined, { ref: false })]);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const timer of this.looking.values()) clearTimeout(timer);
  }

  private async look(target: string, failures: number): Promise<void> {
    let failed = 0;
    try {
      await this.local.keep(target);
    } catch (error) {
      failed = failures + 1;
      this.log.error({ err: error, target }, 'some instances of the target do not run');
    }
    if (this.stopped) return;
    const pause = Math.min(lookEvery * 2 ** failed, longestPause);
    const again = setTimeout(() => void this.look(target, failed), pause);
    again.unref();
    this.looking.set(target, again);
  }
}
