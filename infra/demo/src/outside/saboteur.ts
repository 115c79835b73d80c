import { setTimeout as delay } from 'node:timers/promises';
import { eventually, type RunningSystem } from '@slipway/local';

const victims = ['planning', 'validation', 'kafka', 'deployment', 'monitoring', 'issues', 'intake', 'audit'];

const ignore = (): void => undefined;

/** Kills Kafka and every service outright (SIGKILL), one after the other, while the release goes on. */
export class Saboteur {
  private readonly stopping = new AbortController();
  private readonly work: Promise<ReadonlyMap<string, number>>;

  constructor(
    private readonly system: RunningSystem,
    private readonly say: (line: string) => void,
    pauseMs: number,
  ) {
    this.work = this.killInTurn(pauseMs);
  }

  /** Resolves when everything that was killed is running again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const [victim, pid] of await this.work) {
      await eventually(() => this.backAgain(victim, pid), { what: `${victim} is back`, within: 60_000, every: 200 });
    }
  }

  /** Stops killing, without waiting for recovery. */
  async abandon(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private async killInTurn(pauseMs: number): Promise<ReadonlyMap<string, number>> {
    const killed = new Map<string, number>();
    for (const victim of victims) {
      await delay(pauseMs, undefined, { signal: this.stopping.signal }).catch(ignore);
      if (this.stopping.signal.aborted) break;
      const pid = this.pidOf(victim);
      if (pid === undefined) continue;
      process.kill(pid, 'SIGKILL');
      killed.set(victim, pid);
      this.say(`kill -9 of ${victim}`);
    }
    return killed;
  }

  private pidOf(victim: string): number | undefined {
    return (
      this.system.servicePids[victim as keyof RunningSystem['servicePids']] ?? this.system.infrastructurePids[victim]
    );
  }

  private async backAgain(victim: string, killed: number): Promise<boolean> {
    const pid = this.pidOf(victim);
    if (pid === undefined || pid === killed) return false;
    const url = this.system.serviceUrls[victim as keyof RunningSystem['serviceUrls']];
    if (url === undefined) return true;
    return (await fetch(`${url}/${victim}/health/ready`)).ok;
  }
}
