import { eventually } from '@slipway/testing';
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
});
