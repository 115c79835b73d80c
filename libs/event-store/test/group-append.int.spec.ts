import { randomUUID } from 'node:crypto';
import { eventually } from '@slipway/testing';
import type pg from 'pg';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { verifyTrail } from '../src/index.js';
import { appendGroup, StoreUnderTest, waitsForLock } from './support.js';

describe('group append', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
  });
  afterAll(() => underTest.close());

  it('judges each append of one call on its own', async () => {
    const planning = await underTest.connect('planning');
    const [moved, repeated, reused, good] = [freshRelease(), freshRelease(), freshRelease(), freshRelease()];
    const [duplicate, taken] = [sampleAppend(repeated, 'none'), sampleEvent()];
    await appendGroup(planning, [sampleAppend(moved), duplicate, sampleAppend(reused, 'none', [taken])]);
    const verdicts = await appendGroup(planning, [
      sampleAppend(moved, 5),
      sampleAppend(good, 'none', [sampleEvent(), sampleEvent()]),
      duplicate,
      sampleAppend({ ...good, stream: `deployment-${good.trail}` }),
      sampleAppend(reused, 1, [sampleEvent(), { ...taken, data: { other: 1 } }]),
      sampleAppend(good, 2),
      sampleAppend(good, 2),
    ]);
    expect(verdicts).toMatchObject([
      { code: 'STREAM_POSITION_CONFLICT', details: { actual: 1 } },
      { streamPosition: 2, trailPosition: 2, duplicate: false },
      { streamPosition: 1, trailPosition: 1, duplicate: true },
      { code: 'STREAM_NOT_OWNED' },
      { code: 'EVENT_ID_REUSED', details: { eventId: taken.id } },
      { streamPosition: 3, trailPosition: 3, duplicate: false },
      { code: 'STREAM_POSITION_CONFLICT', details: { actual: 3 } },
    ]);
    const store = underTest.storeFor('planning');
    expect(verifyTrail(await store.readTrailRaw(good.trail))).toMatchObject({ ok: true, events: 3 });
    expect(await store.readStream(reused.stream)).toHaveLength(1);
  });

  it('sends what arrives while a call is under way in one call', async () => {
    const store = underTest.storeFor('planning');
    const calls = () => functionCalls(admin);
    await admin.query(`ALTER DATABASE ${await databaseName(admin)} SET track_functions = 'pl'`);
    const target = freshRelease();
    await store.append(sampleAppend(target));
    const before = await calls();
    await Promise.all(Array.from({ length: 200 }, () => store.append(sampleAppend(target))));
    await store.close();
    const after = await eventually(async () => {
      const count = await calls();
      return count > before && count;
    });
    expect(after - before).toBeLessThanOrEqual(3);
  });

  it('takes the locks of trails in one order, so that opposite groups cannot deadlock', async () => {
    const [first, middle, last] = [freshRelease(), freshRelease(), freshRelease()];
    const [holder, one, other] = [
      await underTest.connect('planning'),
      await underTest.connect('planning'),
      await underTest.connect('planning'),
    ];
    // Were the locks taken as the appends come, each group would hold what the other needs once the middle is free.
    await holder.query('BEGIN');
    await appendGroup(holder, [sampleAppend(middle)]);
    const groups = [
      appendGroup(
        one,
        [first, middle, last].map((target) => sampleAppend(target)),
      ),
      appendGroup(
        other,
        [last, middle, first].map((target) => sampleAppend(target)),
      ),
    ];
    for (const client of [one, other]) {
      await eventually(() => waitsForLock(admin, client));
    }
    await holder.query('COMMIT');
    const verdicts = (await Promise.all(groups)).flat();
    expect(verdicts).toHaveLength(6);
    expect(verdicts).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ duplicate: false }) as unknown));
  });

  it('holds up no other trail while a foreign transaction keeps some locked', async () => {
    const store = underTest.storeFor('planning');
    const [locked, alsoLocked, free] = [freshRelease(), freshRelease(), freshRelease()];
    const foreign = await underTest.connect('planning');
    await foreign.query('BEGIN');
    await appendGroup(foreign, [sampleAppend(locked), sampleAppend(alsoLocked)]);
    const waiting = [
      store.append(sampleAppend(locked)),
      store.append(sampleAppend(alsoLocked)),
      store.append(sampleAppend(locked, 1)),
    ];
    for (let index = 0; index < 10; index += 1) await store.append(sampleAppend(free, index));
    // Had an append waited for these locks, it would have been until the lock timeout.
    await foreign.query('COMMIT');
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes).toMatchObject([
      { value: { streamPosition: 2 } },
      { value: { streamPosition: 2 } },
      { reason: { code: 'STREAM_POSITION_CONFLICT', details: { actual: 2 } } },
    ]);
  });

  it('does not wait for a lock that no service holds', async () => {
    const store = underTest.storeFor('planning');
    const target = freshRelease();
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [target.trail]);
    const began = performance.now();
    for (let index = 0; index < 5; index += 1) await store.append(sampleAppend(target, index));
    // Five that waited would take three seconds each.
    expect(performance.now() - began).toBeLessThan((5 * 3000) / 2);
    await admin.query('SELECT pg_advisory_unlock_all()');
  });

  it('goes on without a lock that a service holds for nothing', async () => {
    const store = underTest.storeFor('planning');
    const target = freshRelease();
    const idle = await underTest.connect('issues');
    await idle.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [target.trail]);
    expect(await store.append(sampleAppend(target))).toMatchObject({ trailPosition: 1 });
  });

  it('says that the store is unavailable when a trail stays locked, and takes the same append later', async () => {
    const store = underTest.storeFor('planning');
    const target = freshRelease();
    const foreign = await underTest.connect('planning');
    await foreign.query('BEGIN');
    await appendGroup(foreign, [sampleAppend(target)]);
    const append = sampleAppend(target);
    await expect(store.append(append)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await foreign.query('ROLLBACK');
    expect(await store.append(append)).toMatchObject({ streamPosition: 1, duplicate: false });
  });

  it('stores the same events once when two stores append them at the same time', async () => {
    const stores = [underTest.storeFor('planning'), underTest.storeFor('planning')];
    for (let round = 0; round < 20; round += 1) {
      const append = sampleAppend(freshRelease(), 'none');
      const answers = await Promise.all(stores.map((store) => store.append(append)));
      expect(answers.map(({ duplicate }) => duplicate).sort()).toEqual([false, true]);
      expect(answers.map(({ trailPosition }) => trailPosition)).toEqual([1, 1]);
    }
  });

  it('gives a stream position to one of several trails and a conflict to the others', async () => {
    const [one, other] = [underTest.storeFor('planning'), underTest.storeFor('planning')];
    for (let round = 0; round < 20; round += 1) {
      const stream = `release-${randomUUID()}`;
      const warmUp = one.append(sampleAppend(freshRelease()));
      const outcomes = await Promise.allSettled(
        // The appends of the first store ride in one group, behind the warm-up.
        [one, one, other].map((store) => store.append(sampleAppend({ stream, trail: `shop-${randomUUID()}` }, 'none'))),
      );
      await warmUp;
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
        expect(outcome).toMatchObject({ reason: { code: 'STREAM_POSITION_CONFLICT', details: { actual: 1 } } });
      }
    }
  });

  it('goes on after its connections were cut', async () => {
    const store = underTest.storeFor('planning');
    const target = freshRelease();
    await store.append(sampleAppend(target));
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'slipway_planning' AND application_name = 'slipway'`,
    );
    await eventually(() => store.append(sampleAppend(target, 1)));
    expect(await store.readStream(target.stream)).toHaveLength(2);
  });
});

async function databaseName(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name');
  return rows[0]?.name ?? '';
}

async function functionCalls(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ calls: string }>(
    `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_user_functions WHERE funcname = 'append'`,
  );
  return Number(rows[0]?.calls);
}
