import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface LoadFigures {
  readonly served: number;
  readonly failed: number;
  /** Requests by the version that answered. */
  readonly versions: Readonly<Record<string, number>>;
  /** Of the last second. */
  readonly lately: { readonly served: number; readonly failed: number };
}

/** Constant load on the application: several connections, each sending its next request after the previous response. */
export class LoadClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });
  private readonly stopping = new AbortController();
  private readonly users: Promise<void>[];
  private served = 0;
  private failed = 0;
  private readonly versions: Record<string, number> = {};
  private recent: { at: number; ok: boolean }[] = [];

  constructor(
    private readonly url: string,
    { users, pauseMs }: { users: number; pauseMs: number },
  ) {
    this.users = Array.from({ length: users }, () => this.use(pauseMs));
  }

  figures(): LoadFigures {
    const since = Date.now() - 1000;
    this.recent = this.recent.filter(({ at }) => at >= since);
    const failed = this.recent.filter(({ ok }) => !ok).length;
    const lately = { served: this.recent.length - failed, failed };
    return { served: this.served, failed: this.failed, versions: { ...this.versions }, lately };
  }

  async stop(): Promise<LoadFigures> {
    this.stopping.abort();
    await Promise.all(this.users);
    this.agent.destroy();
    return this.figures();
  }

  private async use(pauseMs: number): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const { ok, version } = await this.visit();
      if (ok) this.served += 1;
      else this.failed += 1;
      this.versions[version] = (this.versions[version] ?? 0) + 1;
      this.recent.push({ at: Date.now(), ok });
      await delay(pauseMs);
    }
  }

  private visit(): Promise<{ ok: boolean; version: string }> {
    return new Promise((resolve) => {
      const visit = request(this.url, { agent: this.agent, timeout: 5000 }, (response) => {
        response.resume();
        const version = String(response.headers['x-shop-version'] ?? 'nobody');
        response.on('close', () => {
          resolve({ ok: response.complete && (response.statusCode ?? 500) < 500, version });
        });
      });
      visit.on('timeout', () => visit.destroy(new Error('no answer within 5 s')));
      visit.on('error', () => {
        resolve({ ok: false, version: 'nobody' });
      });
      visit.end();
    });
  }
}
