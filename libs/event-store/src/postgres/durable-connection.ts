import { inspect } from 'node:util';
import pg from 'pg';
import { rest } from '../rest.js';

/** Called with errors that occur in the background, where no caller waits for a result. */
export type BackgroundErrorListener = (error: unknown) => void;

export const warnOfBackgroundError: BackgroundErrorListener = (error) => {
  process.emitWarning(inspect(error));
};

export interface DurableConnectionOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  /** Settings of the session: `-c name=value …` */
  readonly settings?: string;
  /** What the connection is for, from connecting until the signal aborts: when it is lost or no longer wanted. */
  readonly session: (client: pg.Client, signal: AbortSignal) => Promise<void>;
  readonly onBackgroundError: BackgroundErrorListener;
}

const shortestPause = 100;
const longestPause = 10_000;

/** A dedicated connection that is made again, with backoff, whenever it is lost. */
export class DurableConnection {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: DurableConnectionOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let pause = shortestPause;
    while (!this.isStopping()) {
      const startedAt = performance.now();
      try {
        await this.connectOnce();
      } catch (error) {
        if (!this.isStopping()) this.options.onBackgroundError(error);
      }
      pause = performance.now() - startedAt > longestPause ? shortestPause : Math.min(pause * 2, longestPause);
      await rest(pause * (0.5 + Math.random() / 2), this.stopping.signal);
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async connectOnce(): Promise<void> {
    const lost = new AbortController();
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: this.options.applicationName,
      ...(this.options.settings !== undefined && { options: this.options.settings }),
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('end', () => {
      lost.abort();
    });
    client.on('error', (error) => {
      this.options.onBackgroundError(error);
      lost.abort();
    });
    try {
      await client.connect();
      await this.options.session(client, AbortSignal.any([lost.signal, this.stopping.signal]));
    } finally {
      await client.end();
    }
  }
}
