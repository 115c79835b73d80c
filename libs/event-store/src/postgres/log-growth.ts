import type { Client } from 'pg';
import type { LoggedEvent } from '../event-store.js';
import { PacedWakeUp } from '../wake-up.js';
import { channels } from './channels.js';
import { DurableConnection, type BackgroundErrorListener } from './durable-connection.js';
import type { HeldEvent, RecentLog } from './recent-log.js';
import { asText, eventColumn, eventColumnCount, eventColumns, textAt, type Row } from './rows.js';

/** Polling interval of the log size in milliseconds, in case a notification was lost. */
const safetyInterval = 5000;

/** Any role can notify: checks that find nothing are up to a tenth of a second apart, however many notifications arrive. */
const pauses = { shortest: 10, longest: 100 };

/** Every statement uses an index, even if the statistics of a new table favour a scan, and is planned once. */
export const indexScans = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** Log indexes, and followed events among them, of one look; what is beyond that is a backlog, which readers read by themselves. */
const [mostLookedAt, mostRead] = [500, 200];
/** Bytes of data beyond which an event is not read for all. */
const largestRead = 65_536;

export const logSizeQuery = 'SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log';

/** Reads the size and the new events of the followed types in one snapshot. */
const growthQuery = `SELECT ${eventColumns}, l.log_index, l.type, h.size FROM (${logSizeQuery}) h
  LEFT JOIN LATERAL (SELECT * FROM store.log l WHERE h.size - $1 BETWEEN 1 AND ${String(mostLookedAt)} AND l.log_index >= $1
                        AND l.type = ANY ($2) ORDER BY l.log_index LIMIT ${String(mostRead + 1)}) l ON true
  LEFT JOIN store.events e ON e.trail = l.trail AND e.trail_position = l.trail_position
                          AND octet_length(e.payload) <= ${String(largestRead)}
  ORDER BY l.log_index`;

/** @param added the followed types among the events since the last time; absent when that is not known */
export type GrowthListener = (logSize: number, added?: readonly string[]) => void;

export interface LogGrowthParts {
  readonly databaseUrl: string;
  readonly applicationName: string;
  /** Gets the new events of the types that it follows. */
  readonly recent: RecentLog;
  /** @throws when it is an event that nobody can read */
  readonly eventOf: (row: Row) => LoggedEvent;
  readonly onBackgroundError: BackgroundErrorListener;
}

/**
 * Notifies its listeners of the size of the log when it has grown, after a reconnection, and periodically. A notification
 * only triggers a check: any role that can connect can send one, so its payload is not read.
 */
export class LogGrowth {
  private readonly listeners = new Set<GrowthListener>();
  private readonly connection: DurableConnection;

  constructor(private readonly parts: LogGrowthParts) {
    const { databaseUrl, applicationName, onBackgroundError } = parts;
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
      const { size, added } = await this.look(client, known);
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

  /** Reads how far the log has grown, and what has come of the followed types. */
  private async look(client: Client, known: number): Promise<{ size: number; added?: readonly string[] }> {
    const { recent } = this.parts;
    const followed = [...recent.types];
    const { rows } = await client.query<Row[number][]>({
      name: 'log-growth',
      text: growthQuery,
      values: [known, followed],
      rowMode: 'array',
      types: asText,
    });
    const size = Number(rows[0]?.[place.size]);
    const found = rows.filter(isHeld);
    const isWhole = known >= 0 && size >= known && size - known <= mostLookedAt && found.length <= mostRead;
    if (!isWhole || recent.types.size !== followed.length) {
      recent.drop(size);
      return { size };
    }
    this.hold(found, known, size);
    return { size, added: found.map((row) => textAt(row, place.type)) };
  }

  /** An event that is too large is read by those who need it; one that cannot be read fails there. */
  private hold(found: readonly Row[], known: number, size: number): void {
    const { recent, eventOf } = this.parts;
    let [begin, events] = [known, [] as HeldEvent[]];
    for (const row of found) {
      try {
        const characters = textAt(row, eventColumn.envelope).length + textAt(row, eventColumn.payload).length;
        events.push({ event: eventOf(row), storedType: textAt(row, place.type), characters });
      } catch {
        [begin, events] = [Number(row[place.logIndex]) + 1, []];
        recent.drop(begin);
      }
    }
    recent.add(events, begin, size);
  }

  private tell(...growth: Parameters<GrowthListener>): void {
    for (const listener of this.listeners) {
      try {
        listener(...growth);
      } catch (error) {
        this.parts.onBackgroundError(error);
      }
    }
  }
}

const place = { logIndex: eventColumnCount, type: eventColumnCount + 1, size: eventColumnCount + 2 } as const;

const isHeld = (row: Row): boolean => (row[place.logIndex] ?? null) !== null;
