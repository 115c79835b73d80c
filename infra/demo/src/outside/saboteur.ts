import { setTimeout as delay } from 'node:timers/promises';
import type { RunningSystem } from '@slipway/local';
import { eventually } from '../eventually.js';

/** Kills the services and Kafka outright (SIGKILL), one after the other, each when the one before is back. */
export class Saboteur {
  readonly killed: string[] = [];
  private readonly stopping = new AbortController();
  private readonly work: Promise<void>;

  constructor(
    private readonly system: RunningSystem,
    private readonly say: (line: string) => void,
    pauseMs: number,
  ) {
    this.work = this.killInTurn(pauseMs);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private async killInTurn(pauseMs: number): Promise<void> {
    const victims = [...Object.keys(this.system.servicePids), 'kafka'];
    for (const victim of victims) {
      await delay(pauseMs);
      if (this.stopping.signal.aborted) return;
      const pid = this.pidOf(victim);
      if (pid === undefined) continue;
      process.kill(pid, 'SIGKILL');
      this.killed.push(victim);
      this.say(`kill -9 of ${victim}`);
      await eventually(`${victim} is back`, () => this.backAgain(victim, pid), { within: 60_000 });
    }
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
      // Nobody listens yet: that is the answer.
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    return answer?.ok === true ? true : undefined;
  }
}
