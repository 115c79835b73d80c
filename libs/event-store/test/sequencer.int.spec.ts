import { eventually } from '@slipway/testing';
import type pg from 'pg';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { appendGroup, expectSoundLog, logRows, processIdOf, StoreUnderTest, waitsForLock } from './support.js';

interface Sequenced {
  readonly sequenced: number;
  readonly log_size: string;
  readonly highest: string | null;
}

const pauseLock = 4711;

describe('the sequencer', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;
  let planning: pg.Client;

  beforeEach(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
    planning = await underTest.connect('planning');
  });
  afterEach(() => underTest.close());

  async function appendTo(client: pg.Client, count: number, target = freshRelease()) {
    for (let index = 0; index < count; index += 1) await appendGroup(client, [sampleAppend(target)]);
    return target;
  }

  async function sequence(client: pg.Client, floor = 0, limit = 1000): Promise<Sequenced | undefined> {
    const { rows } = await client.query<Sequenced>('SELECT * FROM store.sequence($1, $2)', [floor, limit]);
    return rows[0];
  }

  /** Makes every session that reaches this point of the function wait until the test releases it. */
  async function pauseAt(point: string): Promise<void> {
    await admin.query(`
      CREATE FUNCTION public.pause() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_lock(${pauseLock}); PERFORM pg_advisory_unlock(${pauseLock}); RETURN NULL; END';
      CREATE TRIGGER pause ${point} FOR EACH STATEMENT EXECUTE FUNCTION public.pause();
      SELECT pg_advisory_lock(${pauseLock});
    `);
  }

  async function resume(): Promise<void> {
    await admin.query(`SELECT pg_advisory_unlock(${pauseLock}); DROP FUNCTION public.pause() CASCADE`);
  }

  it.each([
    'BEFORE INSERT ON store.log',
    'AFTER INSERT ON store.log',
    'BEFORE DELETE ON store.work',
    'AFTER DELETE ON store.work',
  ])('leaves nothing half done when it is killed at %s', async (point) => {
    await appendTo(planning, 3);
    const audit = await underTest.connect('audit');
    expect(await sequence(audit)).toMatchObject({ sequenced: 3 });
    await appendTo(planning, 4);
    await pauseAt(point);
    const killed = sequence(audit).catch((error: unknown) => error);
    await eventually(() => waitsForLock(admin, audit));
    const processID = processIdOf(audit);
    await admin.query('SELECT pg_terminate_backend($1)', [processID]);
    expect(await killed).toMatchObject({ code: '57P01' });
    await eventually(async () => {
      const { rowCount } = await admin.query('SELECT FROM pg_stat_activity WHERE pid = $1', [processID]);
      return rowCount === 0;
    });
    await resume();
    expectSoundLog(await logRows(admin), 3);
    const next = await underTest.connect('audit');
    expect(await sequence(next)).toMatchObject({ sequenced: 4, log_size: '7' });
    expectSoundLog(await logRows(admin), 7);
    expect(await sequence(next)).toMatchObject({ sequenced: 0, log_size: '7' });
  });

  it('leaves what it has not reached countable, and counts nothing twice', async () => {
    const store = underTest.storeFor('planning');
    await appendTo(planning, 3);
    expect([await store.logSize(), await store.committedSize()]).toEqual([0, 3]);
    await sequence(planning, 0, 2);
    expect([await store.logSize(), await store.committedSize()]).toEqual([2, 3]);
  });

  it('lets one work at a time; the next continues where it ended', async () => {
    await appendTo(planning, 3);
    const [one, other] = [await underTest.connect('audit'), await underTest.connect('issues')];
    await pauseAt('AFTER INSERT ON store.log');
    const first = sequence(one);
    await eventually(() => waitsForLock(admin, one));
    expect(await sequence(other)).toBeUndefined();
    await resume();
    expect(await first).toMatchObject({ sequenced: 3, log_size: '3' });
    await appendTo(planning, 2);
    expect(await sequence(other)).toMatchObject({ sequenced: 2, log_size: '5' });
    expectSoundLog(await logRows(admin), 5);
  });

  it('takes what has committed while a foreign transaction is open, and that one when it commits', async () => {
    const foreign = await underTest.connect('planning');
    const audit = await underTest.connect('audit');
    await foreign.query('BEGIN');
    await appendTo(foreign, 2);
    await appendTo(planning, 3);
    expect(await sequence(audit)).toMatchObject({ sequenced: 3 });
    await foreign.query('COMMIT');
    expect(await sequence(audit)).toMatchObject({ sequenced: 2, log_size: '5' });
    expectSoundLog(await logRows(admin), 5);
  });

  it('keeps the order of a trail even when its floor is above an event that committed late', async () => {
    const foreign = await underTest.connect('planning');
    const audit = await underTest.connect('audit');
    await foreign.query('BEGIN');
    const late = await appendTo(foreign, 1);
    await appendTo(planning, 3);
    const before = await sequence(audit);
    await foreign.query('COMMIT');
    await appendTo(planning, 1, late);
    const floor = Number(before?.highest) + 1;
    expect(await sequence(audit, floor)).toMatchObject({ sequenced: 2, log_size: '5' });
    expectSoundLog(await logRows(admin), 5);
  });

  it('never lets a trail skip an event, whatever floor and limit it is called with', async () => {
    const audit = await underTest.connect('audit');
    const targets = [freshRelease(), freshRelease(), freshRelease()];
    for (let index = 0; index < 30; index += 1) await appendTo(planning, 1, targets[index % 3]);
    for (let call = 0; call < 200; call += 1) {
      const outcome = await sequence(audit, Math.floor(Math.random() * 40), Math.floor(Math.random() * 4));
      if (outcome?.log_size === '30') break;
    }
    await sequence(audit);
    expectSoundLog(await logRows(admin), 30);
  });

  it('leaves no gap for an append that was rolled back', async () => {
    const foreign = await underTest.connect('planning');
    await foreign.query('BEGIN');
    await appendTo(foreign, 3);
    await foreign.query('ROLLBACK');
    await appendTo(planning, 2);
    expect(await sequence(await underTest.connect('audit'))).toMatchObject({ sequenced: 2, log_size: '2' });
    expectSoundLog(await logRows(admin), 2);
  });

  it('sweeps up what committed below its floor, without anyone telling it', async () => {
    const store = underTest.storeFor('planning');
    const foreign = await underTest.connect('planning');
    await foreign.query('BEGIN');
    await appendTo(foreign, 1);
    // The floor is to rise above the open append: more work ids than its margin.
    await admin.query(`SELECT setval(pg_get_serial_sequence('store.work', 'work_id'), 100000)`);
    underTest.sequencer({ sweepInterval: 100, safetyInterval: 50 });
    await store.append(sampleAppend(freshRelease()));
    await eventually(async () => (await store.logSize()) === 1);
    await foreign.query('COMMIT');
    await eventually(async () => (await store.logSize()) === 2);
    expectSoundLog(await logRows(admin), 2);
  });

  it('sweeps while it drains a backlog, so that a straggler does not wait for the end of it', async () => {
    const store = underTest.storeFor('planning');
    const foreign = await underTest.connect('planning');
    await foreign.query('BEGIN');
    const { trail } = await appendTo(foreign, 1);
    await admin.query(`SELECT setval(pg_get_serial_sequence('store.work', 'work_id'), 100000)`);
    const events = () => Array.from({ length: 500 }, () => sampleEvent());
    await Promise.all([1, 2, 3, 4].map(() => store.append(sampleAppend(freshRelease(), 'none', events()))));
    underTest.sequencer({ batch: 1, sweepInterval: 50 });
    await eventually(async () => (await store.logSize()) > 0);
    await foreign.query('COMMIT');
    await eventually(async () => (await store.readTrailRaw(trail)).logged.length === 1);
    const { logged } = await store.readTrailRaw(trail);
    expect(logged[0]?.logIndex).toBeLessThan(2000);
  });

  it('is taken over by another when its connection is cut', async () => {
    const store = underTest.storeFor('planning');
    underTest.sequencer();
    underTest.sequencer();
    for (let round = 1; round <= 4; round += 1) {
      await store.append(sampleAppend(freshRelease()));
      await eventually(async () => (await store.logSize()) === round);
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'slipway sequencer'`,
      );
      expect(rowCount).toBeGreaterThan(0);
    }
    expectSoundLog(await logRows(admin), 4);
  });

  it('is taken over from a leader that no longer renews its lease', async () => {
    const store = underTest.storeFor('planning');
    await takeLease(planning, 1);
    underTest.sequencer({ patience: 60_000 });
    await store.append(sampleAppend(freshRelease()));
    await eventually(async () => (await store.logSize()) === 1);
  });

  it('works beside a leader that renews its lease and does nothing', async () => {
    const store = underTest.storeFor('planning');
    await takeLease(planning, 60);
    underTest.sequencer({ patience: 200 });
    await store.append(sampleAppend(freshRelease()));
    await eventually(async () => (await store.logSize()) === 1);
    expect(underTest.backgroundErrors).toMatchObject([{ code: 'LOG_STANDS_STILL' }]);
  });

  it('does not ask for locks that anybody could take', async () => {
    const store = underTest.storeFor('planning');
    for (const name of ['slipway sequencer', 'slipway sequencer leader', 'sequencer']) {
      await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 1))', [name]);
    }
    await planning.query('BEGIN');
    const locking = planning.query('LOCK TABLE store.sequencing IN ACCESS SHARE MODE');
    await expect(locking).rejects.toMatchObject({ code: '42501' });
    await planning.query('ROLLBACK');
    underTest.sequencer();
    await store.append(sampleAppend(freshRelease()));
    await eventually(async () => (await store.logSize()) === 1);
  });

  async function takeLease(client: pg.Client, seconds: number): Promise<void> {
    const holder = '00000000-0000-4000-8000-000000000000';
    const { rows } = await client.query('SELECT store.take_lease($1, $2, $3) AS taken', ['sequencer', holder, seconds]);
    expect(rows).toEqual([{ taken: true }]);
  }

  it('wakes listeners through the database', async () => {
    const [writer, reader] = [underTest.storeFor('planning'), underTest.storeFor('audit')];
    underTest.sequencer({ safetyInterval: 60_000 });
    const sizes: number[] = [];
    reader.onLogGrowth((size) => sizes.push(size));
    await eventually(() => sizes.includes(0));
    await writer.append(sampleAppend(freshRelease()));
    await eventually(() => sizes.includes(1), { within: 4000 });
  });

  it('takes a notification for no more than a reason to look', async () => {
    const [writer, reader] = [underTest.storeFor('planning'), underTest.storeFor('audit')];
    underTest.sequencer();
    const sizes: number[] = [];
    reader.onLogGrowth((size) => sizes.push(size));
    await eventually(() => sizes.includes(0));
    for (const said of ['x', '999999999', '-1', '', '{"size":7}']) {
      await planning.query(`SELECT pg_notify('slipway_log', $1), pg_notify('slipway_appended', $1)`, [said]);
    }
    await planning.query(`SELECT pg_notify('slipway_log', n::text) FROM generate_series(100, 20000) n`);
    await writer.append(sampleAppend(freshRelease()));
    await eventually(() => sizes.includes(1));
    expect(sizes).toEqual([0, 1]);
  });
});
