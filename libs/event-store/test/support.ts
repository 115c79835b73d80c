import type { ServiceName } from '@slipway/contracts';
import { testDatabase, type TestDatabase } from '@slipway/testing';
import pg from 'pg';
import type { Append } from '../src/event-store.js';
import { PostgresEventStore, roleOf, Sequencer, type SequencerOptions } from '../src/index.js';
import { callAppend, type Verdict } from '../src/postgres/append-call.js';
import { prepareAppend } from '../src/prepare-append.js';

/** A database of its own, and everything that is opened on it; `close` ends all of that. */
export class StoreUnderTest {
  private readonly closing: (() => Promise<unknown>)[] = [];
  /** What went wrong in the background, for tests that cut connections on purpose. */
  readonly backgroundErrors: unknown[] = [];

  private constructor(readonly database: TestDatabase) {}

  static async open(): Promise<StoreUnderTest> {
    return new StoreUnderTest(await testDatabase());
  }

  storeFor(service: ServiceName): PostgresEventStore {
    const store = new PostgresEventStore({
      databaseUrl: this.database.urlFor(service),
      onBackgroundError: (error) => this.backgroundErrors.push(error),
    });
    this.closing.push(() => store.close());
    return store;
  }

  sequencer(options: Partial<SequencerOptions> = {}): Sequencer {
    const sequencer = new Sequencer({
      databaseUrl: this.database.urlFor('audit'),
      candidateInterval: 50,
      onBackgroundError: (error) => this.backgroundErrors.push(error),
      ...options,
    });
    this.closing.push(() => sequencer.stop());
    sequencer.start();
    return sequencer;
  }

  connect(service: ServiceName): Promise<pg.Client> {
    return this.connectTo(this.database.urlFor(service));
  }

  /** As superuser. */
  admin(): Promise<pg.Client> {
    return this.connectTo(this.database.adminUrl);
  }

  async close(): Promise<void> {
    await Promise.all(this.closing.map((close) => close()));
    await this.database.drop();
  }

  private async connectTo(url: string): Promise<pg.Client> {
    const client = new pg.Client(url);
    client.on('error', (error) => this.backgroundErrors.push(error));
    await client.connect();
    this.closing.push(() => client.end());
    return client;
  }
}

/** One call of store.append by the planning service, which waits for locks. */
export function appendGroup(client: pg.Client, appends: readonly Append[], wait = true): Promise<Verdict[]> {
  const prepared = appends.map((append) => prepareAppend(append));
  return callAppend(client, roleOf('planning'), prepared, wait);
}

/** The backend of this connection: pg learns it when the session starts, so a busy connection need not be asked. */
export function processIdOf(client: pg.Client): number {
  return (client as pg.Client & { readonly processID: number }).processID;
}

/** Whether this connection waits for an advisory lock. */
export async function waitsForLock(admin: pg.Client, client: pg.Client): Promise<boolean> {
  const { rowCount } = await admin.query(
    `SELECT FROM pg_locks WHERE pid = $1 AND locktype = 'advisory' AND NOT granted`,
    [processIdOf(client)],
  );
  return rowCount !== 0;
}

export interface LogRow {
  readonly log_index: number;
  readonly trail: string;
  readonly trail_position: number;
  readonly same_leaf: boolean;
}

/** The log as stored, each row compared with its event. */
export async function logRows(admin: pg.Client): Promise<LogRow[]> {
  const { rows } = await admin.query<LogRow>(
    `SELECT l.log_index::int, l.trail, l.trail_position::int, coalesce(l.leaf_hash = e.leaf_hash AND l.type = e.type, false) AS same_leaf
       FROM store.log l LEFT JOIN store.events e USING (trail, trail_position) ORDER BY l.log_index`,
  );
  return rows;
}

/** No gap, no event twice, order within each trail, the leaves of the events. */
export function expectSoundLog(rows: readonly LogRow[], events: number): void {
  expect(rows).toHaveLength(events);
  expect(rows.map((row) => row.log_index)).toEqual(rows.map((_, index) => index));
  expect(rows.filter((row) => !row.same_leaf)).toEqual([]);
  const heads = new Map<string, number>();
  const outOfOrder = rows.filter((row) => {
    const expected = (heads.get(row.trail) ?? 0) + 1;
    heads.set(row.trail, row.trail_position);
    return row.trail_position !== expected;
  });
  expect(outOfOrder).toEqual([]);
}
