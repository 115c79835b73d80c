import { jest } from '@jest/globals';
import { eventually } from '@slipway/testing';
import pg from 'pg';
import { contractUpcasters } from '../src/contract/event-store.contract.js';
import { freshRelease, sampleAppend, sampleEvent } from '../src/contract/sample-events.js';
import { PostgresEventStore } from '../src/index.js';
import { StoreUnderTest } from './support.js';

describe('growth of the log', () => {
  let underTest: StoreUnderTest;
  let store: PostgresEventStore;
  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
    underTest.sequencer();
    store = new PostgresEventStore({
      databaseUrl: underTest.database.urlFor('planning'),
      upcasters: contractUpcasters,
    });
  });
  afterAll(async () => {
    await store.close();
    await underTest.close();
  });

  it('says whether events of the wanted types have come, in older versions too', async () => {
    const heard = new Map<number, boolean>();
    const stop = store.onLogGrowth(
      (size, matching) => {
        if (!heard.has(size)) heard.set(size, matching);
      },
      ['dev.slipway.planning.sample-renamed.v2'],
    );
    await eventually(() => heard.has(0));
    await store.append(sampleAppend(freshRelease()));
    await eventually(() => heard.has(1));
    const renamed = sampleEvent({ type: 'dev.slipway.planning.sample-renamed.v1', data: { name: 'first' } });
    await store.append(sampleAppend(freshRelease(), 'none', [renamed]));
    await eventually(() => heard.has(2));
    stop();
    expect([heard.get(1), heard.get(2)]).toEqual([false, true]);
  });

  it('brings the events of followed types, which then need no query', async () => {
    const asked = jest.spyOn(pg.Pool.prototype, 'query');
    const reads = () => asked.mock.calls.filter(([query]) => (query as { name?: string }).name?.startsWith('read-log'));
    const types = ['dev.slipway.planning.sample-recorded.v1'];
    const from = await store.logSize();
    let size = 0;
    const stop = store.onLogGrowth((logSize) => (size = logSize), types);
    await eventually(() => size >= from);
    const target = freshRelease();
    await store.append(sampleAppend(target, 'none', [sampleEvent(), sampleEvent()]));
    await eventually(() => size === from + 2);
    asked.mockClear();
    const page = await store.readLog({ from, limit: 500, types });
    const [second] = await store.readLogAt([from + 1]);
    expect(reads()).toEqual([]);
    expect(page.next).toBe(from + 2);
    expect(page.events.map(({ logIndex, trail }) => ({ logIndex, trail }))).toEqual([
      { logIndex: from, trail: target.trail },
      { logIndex: from + 1, trail: target.trail },
    ]);
    expect(second).toEqual(page.events[1]);
    expect(page.events).toEqual((await store.readLog({ from, limit: 2 })).events);
    expect(reads()).toHaveLength(1);
    stop();
    asked.mockRestore();
  });
});
