import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface LoadReport {
  readonly served: number;
  readonly failed: number;
  /** Why requests failed, for a test that says so. */
  readonly failures: readonly string[];
  readonly versions: Readonly<Record<string, number>>;
}

/** Several users of an address at once, over connections that are kept alive, until they are stopped. */
export class LoadClient {
  private running = true;
  private served = 0;
  private readonly failures: string[] = [];
  private readonly versions: Record<string, number> = {};
  private readonly agent: Agent;
  private readonly users: Promise<void>[];

  constructor(
    private readonly url: string,
    { users = 8, pause = 5, keepAlive = true } = {},
  ) {
    this.agent = new Agent({ keepAlive });
    this.users = Array.from({ length: users }, (_, user) => this.use(user, pause));
  }

  async stop(): Promise<LoadReport> {
    this.running = false;
    await Promise.all(this.users);
    this.agent.destroy();
    return this.report();
  }

  report(): LoadReport {
    const { served, failures, versions } = this;
    return { served, failed: failures.length, failures: failures.slice(0, 5), versions: { ...versions } };
  }

  private async use(user: number, pause: number): Promise<void> {
    // One of them always has something slow under way, so that every stop of an instance has something to drain.
    const path = user === 0 ? '/slow' : '/';
    while (this.running) {
      try {
        const version = await this.once(path);
        this.served += 1;
        this.versions[version] = (this.versions[version] ?? 0) + 1;
      } catch (error) {
        this.failures.push(String(error));
      }
      await delay(pause);
    }
  }

  private once(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = get(`${this.url}${path}`, { agent: this.agent, timeout: 10_000 }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.once('error', reject);
        response.once('end', () => {
          if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode ?? 0}: ${body}`));
          else resolve((JSON.parse(body) as { version: string }).version);
        });
      });
      request.once('timeout', () => request.destroy(new Error('timed out')));
      request.once('error', reject);
    });
  }
}
