import { setTimeout as delay } from 'node:timers/promises';
import type { RunningSystem } from '@slipway/local';
import { eventually } from '../eventually.js';

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
      await eventually(`${victim} is back`, () => this.backAgain(victim, pid), { within: 60_000 });
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

  private async backAgain(victim: string, killed: number): Promise<true | undefined> {
    const pid = this.pidOf(victim);
    if (pid === undefined || pid === killed) return undefined;
    const url = this.system.serviceUrls[victim as keyof RunningSystem['serviceUrls']];
    if (url === undefined) return true;
    const answer = await fetch(`${url}/${victim}/health/ready`).catch((error: unknown) => {
      // Not listening yet counts as not ready.
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    return answer?.ok === true ? true : undefined;
  }
}
