import { eventually } from '@slipway/testing';
import type pg from 'pg';
import { freshRelease, sampleAppend } from '../src/contract/sample-events.js';
import { EventStoreError, verifyTrail, type PostgresEventStore } from '../src/index.js';
import { appendGroup, expectSoundLog, logRows, processIdOf, StoreUnderTest } from './support.js';

const writers = 16;
const appendsEach = 40;
/** Log indexes between two kills of the leading sequencer. */
const killEvery = 80;

/** As a command handler does: load, decide on what is there, append, and start again when someone was faster. */
async function appendOptimistically(
  store: PostgresEventStore,
  target: { stream: string; trail: string },
): Promise<number> {
  for (let conflicts = 0; ; conflicts += 1) {
    const { length } = await store.readStream(target.stream);
    try {
      await store.append(sampleAppend(target, length));
      return conflicts;
    } catch (error) {
      if (!(error instanceof EventStoreError) || error.code !== 'STREAM_POSITION_CONFLICT') throw error;
    }
  }
}

describe('16 writers, two sequencers and a foreign open transaction', () => {
  let underTest: StoreUnderTest;
  let admin: pg.Client;

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    admin = await underTest.admin();
  });
  afterAll(() => underTest.close());

  it('lose, double and reorder nothing while the leading sequencer is killed again and again', async () => {
    const stores = [1, 2, 3, 4].map(() => underTest.storeFor('planning'));
    const [shared, separate] = [freshRelease(), Array.from({ length: writers }, freshRelease)];
    const foreign = await underTest.connect('planning');
    const foreignTarget = freshRelease();
    await foreign.query('BEGIN');
    await appendGroup(foreign, [sampleAppend(foreignTarget)]);
    underTest.sequencer({ sweepInterval: 100 });
    underTest.sequencer({ sweepInterval: 100 });

    let conflicts = 0;
    const writing = Promise.all(
      separate.map(async (own, writer) => {
        const store = stores[writer % stores.length] ?? underTest.storeFor('planning');
        for (let round = 0; round < appendsEach; round += 1) {
          // A third of all appends contend for one stream, a third for one trail, a third for nothing.
          if (round % 3 === 0) conflicts += await appendOptimistically(store, shared);
          else if (round % 3 === 1) await store.append(sampleAppend({ ...shared, stream: `approval-${own.trail}` }));
          else await store.append(sampleAppend(own));
        }
      }),
    );
    let kills = 0;
    const total = writers * appendsEach;
    const killing = (async () => {
      for (let size = 0; size < total - killEvery; kills += await killLeader()) {
        size = await eventually(async () => {
          const grown = (await stores[0]?.logSize()) ?? 0;
          return grown >= Math.min(size + killEvery, total - killEvery) && grown;
        });
      }
    })();
    await Promise.all([writing, killing]);

    await eventually(async () => (await stores[0]?.logSize()) === total, { within: 20_000 });
    await foreign.query('COMMIT');
    await eventually(async () => (await stores[0]?.logSize()) === total + 1);

    expect(conflicts).toBeGreaterThan(0);
    expect(kills).toBeGreaterThan(0);
    expectSoundLog(await logRows(admin), total + 1);
    for (const { trail } of [shared, foreignTarget, ...separate]) {
      const stored = await underTest.storeFor('planning').readTrailRaw(trail);
      expect(stored.logged).toHaveLength(stored.events.length);
      expect(verifyTrail(stored)).toMatchObject({ ok: true });
    }
  });

  async function killLeader(): Promise<number> {
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.application_name = 'slipway sequencer' AND a.pid <> $1`,
      [processIdOf(admin)],
    );
    return rowCount ?? 0;
  }
});
