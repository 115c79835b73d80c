import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@slipway/testing';
import { freshRelease, sampleAppend } from '../src/contract/sample-events.js';
import { Lease } from '../src/index.js';
import { appendGroup, StoreUnderTest } from './support.js';

/** Milliseconds for which the store lets a service keep a transaction open that holds others up. */
const forbearance = 10_000;

describe('a service that keeps a transaction open', () => {
  let underTest: StoreUnderTest;

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
  });
  afterAll(() => underTest.close());

  it('holds up a trail, the log and a lease for ten seconds, and is cut off when others need them', async () => {
    const store = underTest.storeFor('planning');
    const [appending, sequencing, leasing] = [
      await underTest.connect('planning'),
      await underTest.connect('issues'),
      await underTest.connect('monitoring'),
    ];
    const target = freshRelease();
    for (const client of [appending, sequencing, leasing]) await client.query('BEGIN');
    await appendGroup(appending, [sampleAppend(target)]);
    await sequencing.query('SELECT store.sequence()');
    await new Lease({ connection: leasing, name: 'prober', seconds: 1 }).take();
    const next = new Lease({ connection: await underTest.connect('monitoring'), name: 'prober', seconds: 60 });
    underTest.sequencer();
    expect(await next.take()).toBe(false);
    const [refused] = await Promise.allSettled([store.append(sampleAppend(target)), delay(forbearance)]);
    expect(refused).toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });

    await eventually(() => next.take());
    await eventually(
      () =>
        store.append(sampleAppend(target, 'none')).then(
          () => true,
          () => false,
        ),
      { within: 15_000 },
    );
    await eventually(async () => (await store.logSize()) === 1);
    expect(
      underTest.backgroundErrors.filter((error) => error instanceof Error && 'code' in error && error.code === '57P01'),
    ).toHaveLength(3);
  });
});
