import { setTimeout as delay } from 'node:timers/promises';
import { Lease } from '@slipway/event-store';
import { testDatabase, eventually, type TestDatabase } from '@slipway/testing';
import pg from 'pg';
import { PostgresLeadership, PostgresRelayCursor, relayCursorTable } from '../src/index.js';

describe('on PostgreSQL', () => {
  let database: TestDatabase;
  const pools: pg.Pool[] = [];
  const never = new AbortController().signal;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  function pool(): pg.Pool {
    const made = new pg.Pool({ connectionString: database.urlFor('planning'), max: 2 });
    made.on('error', () => undefined); // A test below ends a connection on purpose.
    pools.push(made);
    return made;
  }

  it('a relay finds its cursor where it left it', async () => {
    const own = pool();
    await own.query('CREATE SCHEMA IF NOT EXISTS planning');
    await own.query(relayCursorTable('planning'));
    await own.query(relayCursorTable('planning'));
    const cursor = new PostgresRelayCursor({ pool: own, schema: 'planning', relay: 'release.planning.v1' });

    expect(await cursor.load()).toBeUndefined();
    await cursor.move(7);
    await cursor.move(4_000_000_000);

    expect(await cursor.load()).toBe(4_000_000_000);
    const other = new PostgresRelayCursor({ pool: own, schema: 'planning', relay: 'another' });
    expect(await other.load()).toBeUndefined();
  });

  it('a cursor without its table says which one it misses', async () => {
    const cursor = new PostgresRelayCursor({ pool: pool(), schema: 'nowhere', relay: 'r' });
    await expect(cursor.load()).rejects.toMatchObject({
      code: 'CURSOR_UNAVAILABLE',
      details: { table: 'nowhere.relay_cursor' },
    });
  });

  it('one leads at a time, and the next one when it hands over', async () => {
    const first = await new PostgresLeadership(pool(), 'handing over').acquire(never);
    let leads = false;
    const waiting = new PostgresLeadership(pool(), 'handing over').acquire(never).then((term) => {
      leads = true;
      return term;
    });
    const another = await new PostgresLeadership(pool(), 'something else').acquire(never);
    expect([first?.lost.aborted, leads, another?.lost.aborted]).toEqual([false, false, false]);

    await first?.release();

    const second = await waiting;
    await second?.release();
    await another?.release();
  });

  it('a leader that does not renew its lease loses it to another, and knows it', async () => {
    const first = await new PostgresLeadership(pool(), 'frozen').acquire(never);
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    // As after seconds in which it was frozen.
    await admin.query(`UPDATE store.lease SET expires_at = now() - interval '1 s' WHERE name = 'frozen'`);
    await admin.end();

    const second = await new PostgresLeadership(pool(), 'frozen').acquire(never);

    await eventually(() => first?.lost.aborted);
    expect(second?.lost.aborted).toBe(false);
    await first?.release();
    expect(await new Lease({ connection: pool(), name: 'frozen', seconds: 1 }).take()).toBe(false);
    await second?.release();
  });

  it('a leader that lives keeps its lease for longer than one lasts', async () => {
    const first = await new PostgresLeadership(pool(), 'alive').acquire(never);
    const rival = new Lease({ connection: pool(), name: 'alive', seconds: 1 });
    for (const end = performance.now() + 6000; performance.now() < end;) {
      expect(await rival.take()).toBe(false);
      await delay(200);
    }
    await first?.release();
    expect(await rival.take()).toBe(true);
  });

  it('one role cannot take the lease of another', async () => {
    const first = await new PostgresLeadership(pool(), 'shared name').acquire(never);
    const issues = new pg.Pool({ connectionString: database.urlFor('issues'), max: 1 });
    pools.push(issues);
    expect(await new Lease({ connection: issues, name: 'shared name', seconds: 1 }).take()).toBe(true);
    expect(first?.lost.aborted).toBe(false);
    await first?.release();
  });

  it('a waiting one can be told to stop', async () => {
    const first = await new PostgresLeadership(pool(), 'stopping').acquire(never);
    const stop = new AbortController();
    const waiting = new PostgresLeadership(pool(), 'stopping').acquire(stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
    await first?.release();
  });
});
