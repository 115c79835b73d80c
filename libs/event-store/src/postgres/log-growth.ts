import type { Client } from 'pg';
import { PacedWakeUp } from '../wake-up.js';
import { channels } from './channels.js';
import { DurableConnection, type BackgroundErrorListener } from './durable-connection.js';

/** Polling interval of the log size in milliseconds, in case a notification was lost. */
const safetyInterval = 5000;

/** Any role can notify: checks that find nothing are up to a tenth of a second apart, however many notifications arrive. */
const pauses = { shortest: 10, longest: 100 };

/** Every statement uses an index, even if the statistics of a new table favour a scan, and is planned once. */
export const indexScans = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** If more events arrive at once, their types are not read. */
const mostLookedAt = 500;

export const logSizeQuery = 'SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log';

/** Reads the size and the types of the new events in one snapshot. */
const growthQuery = `SELECT size, CASE WHEN size - $1 BETWEEN 0 AND ${String(mostLookedAt)}
    THEN ARRAY(SELECT DISTINCT type FROM store.log WHERE log_index >= $1) END AS added
  FROM (${logSizeQuery}) l`;

/** @param added the types of the events since the last time; absent when that is not known */
export type GrowthListener = (logSize: number, added?: readonly string[]) => void;

/**
 * Notifies its listeners of the size of the log when it has grown, after a reconnection, and periodically. A notification
 * only triggers a check: any role that can connect can send one, so its payload is not read.
 */
export class LogGrowth {
  private readonly listeners = new Set<GrowthListener>();
  private readonly connection: DurableConnection;

  constructor(
    databaseUrl: string,
    applicationName: string,
    private readonly onBackgroundError: BackgroundErrorListener,
  ) {
    const session = (client: Client, signal: AbortSignal) => this.session(client, signal);
    const settings = indexScans;
    this.connection = new DurableConnection({ databaseUrl, applicationName, settings, session, onBackgroundError });
  }

  /** The first listener opens the connection. */
  listen(listener: GrowthListener): () => void {
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
      const { size, added } = await readGrowth(client, known);
      const grown = size !== known;
      known = size;
      wakeUp.looked(grown);
      if (grown || performance.now() - toldAt >= safetyInterval) {
        toldAt = performance.now();
        this.tell(size, grown ? added : undefined);
      }
      await wakeUp.wait(signal, safetyInterval);
    }
  }

  private tell(...growth: Parameters<GrowthListener>): void {
    for (const listener of this.listeners) {
      try {
        listener(...growth);
      } catch (error) {
        this.onBackgroundError(error);
      }
    }
  }
}

async function readGrowth(
  client: Client,
  known: number,
): Promise<{ size: number; added: readonly string[] | undefined }> {
  const { rows } = await client.query<{ size: string; added: readonly string[] | null }>({
    name: 'log-growth',
    text: growthQuery,
    values: [known],
  });
  return { size: Number(rows[0]?.size), added: rows[0]?.added ?? undefined };
}
