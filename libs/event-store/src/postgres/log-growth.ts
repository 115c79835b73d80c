import type { Client } from 'pg';
import { PacedWakeUp } from '../wake-up.js';
import { channels } from './channels.js';
import { DurableConnection, type BackgroundErrorListener } from './durable-connection.js';

/** Milliseconds between looks at the size of the log, in case a notification was lost. */
const safetyInterval = 5000;

/** Anybody may notify: between two looks for nothing lies up to a tenth of a second, however many do. */
const pauses = { shortest: 10, longest: 100 };

export const logSizeQuery = 'SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log';

/**
 * Tells its listeners the size of the log when it has grown, after a reconnection, and now and then anyway. A notification
 * only says when to look: any role that can connect can send one, so what it says is not read.
 */
export class LogGrowth {
  private readonly listeners = new Set<(logSize: number) => void>();
  private readonly connection: DurableConnection;

  constructor(
    databaseUrl: string,
    applicationName: string,
    private readonly onBackgroundError: BackgroundErrorListener,
  ) {
    const session = (client: Client, signal: AbortSignal) => this.session(client, signal);
    this.connection = new DurableConnection({ databaseUrl, applicationName, session, onBackgroundError });
  }

  /** The connection is made for the first listener. */
  listen(listener: (logSize: number) => void): () => void {
    this.listeners.add(listener);
    this.connection.start();
    return () => {
      this.listeners.delete(listener);
    };
  }

  async stop(): Promise<void> {
    await this.connection.stop();
  }

  private async session(client: Client, signal: AbortSignal): Promise<void> {
    const wakeUp = new PacedWakeUp(pauses);
    client.on('notification', () => {
      wakeUp.raise();
    });
    await client.query(`LISTEN ${channels.log}`);
    let [known, toldAt] = [-1, -Infinity];
    while (!signal.aborted) {
      const size = await readSize(client);
      const grown = size !== known;
      known = size;
      wakeUp.looked(grown);
      if (grown || performance.now() - toldAt >= safetyInterval) {
        toldAt = performance.now();
        this.tell(size);
      }
      await wakeUp.wait(signal, safetyInterval);
    }
  }

  private tell(logSize: number): void {
    for (const listener of this.listeners) {
      try {
        listener(logSize);
      } catch (error) {
        this.onBackgroundError(error);
      }
    }
  }
}

async function readSize(client: Client): Promise<number> {
  const { rows } = await client.query<{ size: string }>({ name: 'log-size', text: logSizeQuery });
  return Number(rows[0]?.size);
}
