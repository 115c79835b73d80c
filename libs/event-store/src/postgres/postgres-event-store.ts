import { throttle } from 'es-toolkit';
import pg from 'pg';
import { EventStoreError, storeError } from '../errors.js';
import type {
  Append,
  Appended,
  EventStore,
  LoggedEvent,
  LogPage,
  RecordedEvent,
  StreamPart,
  TrailEvent,
  TrailPage,
} from '../event-store.js';
import { prepareAppend, type Definitions } from '../prepare-append.js';
import { toRecordedEvent, type StoredLog, type StoredTrail } from '../stored-event.js';
import { Upcasters, type Upcaster } from '../upcasters.js';
import { channels } from './channels.js';
import { warnOfBackgroundError, type BackgroundErrorListener } from './durable-connection.js';
import { GroupAppend } from './group-append.js';
import { indexScans, LogGrowth, logSizeQuery } from './log-growth.js';
import { asText, eventColumnCount, eventColumns, storedEventOf, type Row } from './rows.js';
import { StoredTrails } from './stored-trails.js';
import { StreamReads } from './stream-reads.js';

export interface PostgresEventStoreOptions {
  /** Connects with the role of the service, which determines the streams that it can append to. */
  readonly databaseUrl: string;
  readonly applicationName?: string;
  readonly upcasters?: readonly Upcaster[];
  /** When given, only these events can be appended, and their data must satisfy their schemas. */
  readonly definitions?: Definitions;
  readonly maximumConnections?: number;
  /** Called with errors that occur in the background, e.g. a lost connection. Default: a process warning. */
  readonly onBackgroundError?: BackgroundErrorListener;
}

/** Milliseconds: sequencers are woken at most this often, whatever the rate of appends. */
const notifyInterval = 5;

/** Limits the wait for a forgotten transaction that holds a trail's lock. */
const sessionSettings = `${indexScans} -c lock_timeout=3s`;

/** The number of log entries that a page with a filter by type reads at most. */
const filteredWindow = 10_000;

const streamQuery = `SELECT ${eventColumns} FROM store.events e
  WHERE e.stream = $1 AND e.stream_position > $2 ORDER BY e.stream_position LIMIT $3`;

/** Each half uses an index of its own. */
const streamQueryIncluding = `SELECT ${eventColumns} FROM (
    (SELECT * FROM store.events WHERE stream = $1 AND stream_position > $2 ORDER BY stream_position LIMIT $3)
    UNION (SELECT * FROM store.events WHERE id = $4 AND stream = $1)
  ) e ORDER BY e.stream_position`;

/** The event store on PostgreSQL. Appends need a migrated database (`migrateStore`), the log a running `Sequencer`. */
export class PostgresEventStore implements EventStore {
  private readonly pool: pg.Pool;
  private readonly appends: GroupAppend;
  private readonly growth: LogGrowth;
  private readonly upcasters: Upcasters;
  private readonly definitions: Definitions | undefined;
  private readonly wakeSequencer: ReturnType<typeof throttle>;
  private readonly streamReads = new StreamReads((name, text, values) => this.rows(name, text, values));
  private readonly trails = new StoredTrails((name, text, values) => this.rows(name, text, values));
  private closing: Promise<void> | undefined;

  constructor(options: PostgresEventStoreOptions) {
    const { databaseUrl, applicationName = 'slipway', onBackgroundError = warnOfBackgroundError } = options;
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      application_name: applicationName,
      options: sessionSettings,
      max: options.maximumConnections ?? 10,
      keepAlive: true,
    });
    this.pool.on('error', onBackgroundError);
    this.upcasters = new Upcasters(options.upcasters);
    this.definitions = options.definitions;
    this.growth = new LogGrowth(databaseUrl, `${applicationName} log growth`, onBackgroundError);
    // After the commit and in a separate transaction: NOTIFY inside the append would serialise all commits.
    this.wakeSequencer = throttle(() => {
      this.pool.query(`NOTIFY ${channels.appended}`).catch(onBackgroundError);
    }, notifyInterval);
    const role = decodeURIComponent(new URL(databaseUrl).username);
    this.appends = new GroupAppend(this.pool, role, this.wakeSequencer);
  }

  async append(append: Append): Promise<Appended> {
    return this.appends.append(prepareAppend(append, this.definitions));
  }

  async readStream(
    stream: string,
    { after = 0, limit, including }: StreamPart = {},
  ): Promise<readonly RecordedEvent[]> {
    const rows = await this.streamRows(stream, after, limit, including);
    return rows.map((row) => this.upcasters.upcast(toRecordedEvent(storedEventOf(row))));
  }

  private streamRows(stream: string, after: number, limit?: number, including?: string): Promise<readonly Row[]> {
    if (including !== undefined) {
      return this.rows('read-stream-including', streamQueryIncluding, [stream, after, limit ?? null, including]);
    }
    return limit === undefined
      ? this.streamReads.read(stream, after)
      : this.rows('read-stream', streamQuery, [stream, after, limit]);
  }

  async streamPosition(stream: string): Promise<number> {
    const query = 'SELECT coalesce(max(e.stream_position), 0) FROM store.events e WHERE e.stream = $1';
    const [row] = await this.rows('stream-position', query, [stream]);
    return Number(row?.[0]);
  }

  readTrail(trail: string, page: TrailPage = {}): Promise<readonly TrailEvent[]> {
    return this.trails.read(trail, page);
  }

  positionsIn(trail: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.trails.positionsIn(trail, eventIds);
  }

  readTrailRaw(trail: string, page: TrailPage = {}): Promise<StoredTrail> {
    return this.trails.readRaw(trail, page);
  }

  readLogRaw(page: { from: number; limit: number }): Promise<StoredLog> {
    return this.trails.readLogRaw(page);
  }

  async readLog({ from, limit, types }: { from: number; limit: number; types?: readonly string[] }): Promise<LogPage> {
    const end = from + (types === undefined ? limit : Math.max(limit, filteredWindow));
    const rows = await this.rows(
      'read-log',
      `SELECT ${eventColumns}, l.log_index, h.size
         FROM (SELECT coalesce(max(log_index) + 1, 0) AS size FROM store.log) h
         LEFT JOIN LATERAL (SELECT * FROM store.log l WHERE l.log_index >= $1 AND l.log_index < $2
                               AND ($4::text[] IS NULL OR l.type = ANY ($4)) ORDER BY l.log_index LIMIT $3) l ON true
         LEFT JOIN store.events e ON e.trail = l.trail AND e.trail_position = l.trail_position
        ORDER BY l.log_index`,
      [from, end, limit, types === undefined ? null : this.upcasters.storedTypesOf(types)],
    );
    const size = Number(rows[0]?.[eventColumnCount + 1] ?? 0);
    const found = rows.filter((row) => (row[eventColumnCount] ?? null) !== null);
    const events = found.map((row) => this.loggedEventOf(row));
    const last = events.at(-1);
    const next = events.length === limit && last !== undefined ? last.logIndex + 1 : Math.min(end, size);
    return { events, next: Math.max(from, next) };
  }

  async readLogAt(indexes: readonly number[]): Promise<readonly LoggedEvent[]> {
    const rows = await this.rows(
      'read-log-at',
      `SELECT ${eventColumns}, l.log_index FROM store.log l JOIN store.events e USING (trail, trail_position)
        WHERE l.log_index = ANY ($1::bigint[]) ORDER BY l.log_index`,
      [indexes],
    );
    return rows.map((row) => this.loggedEventOf(row));
  }

  async logSize(): Promise<number> {
    const [row] = await this.rows('log-size', logSizeQuery, []);
    return Number(row?.[0]);
  }

  async committedSize(): Promise<number> {
    // One statement, one snapshot: an event that the sequencer moves between tables is counted once.
    const query = `SELECT l.size + (SELECT count(*) FROM store.work) FROM (${logSizeQuery}) l`;
    const [row] = await this.rows('committed-size', query, []);
    return Number(row?.[0]);
  }

  onLogGrowth(listener: (logSize: number, matching: boolean) => void, types?: readonly string[]): () => void {
    if (types === undefined) {
      return this.growth.listen((logSize) => {
        listener(logSize, true);
      });
    }
    const wanted = new Set(this.upcasters.storedTypesOf(types));
    return this.growth.listen((logSize, added) => {
      listener(logSize, added?.some((type) => wanted.has(type)) ?? true);
    });
  }

  /** Waits for pending appends, then closes the connections. */
  close(): Promise<void> {
    return (this.closing ??= this.closeOnce());
  }

  private async closeOnce(): Promise<void> {
    await this.appends.settled();
    this.wakeSequencer.flush();
    await this.growth.stop();
    await this.pool.end();
  }

  private loggedEventOf(row: Row) {
    const logIndex = Number(row[eventColumnCount]);
    if (row[0] === null) throw new EventStoreError('EVENT_MISSING', { logIndex });
    return { ...this.upcasters.upcast(toRecordedEvent(storedEventOf(row))), logIndex };
  }

  private async rows(name: string, text: string, values: unknown[]): Promise<Row[]> {
    try {
      const query = { name, text, values, rowMode: 'array', types: asText } as const;
      return (await this.pool.query<Row[number][]>(query)).rows;
    } catch (cause) {
      throw storeError(name, cause);
    }
  }
}
