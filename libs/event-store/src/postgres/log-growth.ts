import type { Client } from 'pg';
import { rest } from '../rest.js';
import { channels } from './channels.js';
import { DurableConnection, type BackgroundErrorListener } from './durable-connection.js';

/** Milliseconds between looks at the size of the log, in case a notification was lost. */
const safetyInterval = 5000;

export const logSizeQuery = 'SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log';

/** Tells its listeners that the log has grown: on NOTIFY at once, after a reconnection, and now and then anyway. */
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
    client.on('notification', ({ payload }) => {
      this.tell(Number(payload));
    });
    await client.query(`LISTEN ${channels.log}`);
    while (!signal.aborted) {
      const { rows } = await client.query<{ size: string }>(logSizeQuery);
      this.tell(Number(rows[0]?.size));
      await rest(safetyInterval, signal);
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
