import { topics } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import {
  InMemoryRelayCursor,
  Relay,
  SoleLeadership,
  type IncomingMessage,
  type RelayCursor,
  type RelaySettings,
} from '../src/index.js';
import { KafkaBench } from './kafka-bench.js';
import { Counted, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

const logIndexOf = ({ headers }: IncomingMessage) => Number(headers['ce_logindex']?.toString());
const countedIn = (messages: readonly IncomingMessage[]) =>
  messages.filter(({ headers }) => headers['ce_type']?.toString() === Counted.type);

describe('the relay', () => {
  let bench: KafkaBench;
  let log: GrowingLog;
  const relays: Relay[] = [];

  beforeEach(async () => {
    bench = await KafkaBench.create();
    log = new GrowingLog();
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.close()));
    await bench.drop();
  });

  function relay(changes: Partial<RelaySettings> = {}): Relay {
    const made = new Relay({
      service: 'planning',
      topic: topics.planning,
      types: [Counted.type],
      store: log.store,
      bus: bench.bus('relay'),
      cursor: new InMemoryRelayCursor(),
      leadership: new SoleLeadership(),
      log: silentLog,
      ...changes,
    });
    relays.push(made);
    made.start();
    return made;
  }

  const topicHolds = (count: number) =>
    bench.contents(topics.planning, (messages) => countedIn(messages).length >= count);

  /** Each event of the topic exactly once, those of a trail in their order. */
  async function expectOnceInOrder(messages: readonly IncomingMessage[]): Promise<void> {
    const logged = (await log.log()).filter(({ type }) => type === Counted.type);
    const published = countedIn(messages);
    expect(published.map(logIndexOf).toSorted((a, b) => a - b)).toEqual(logged.map(({ logIndex }) => logIndex));
    for (const trail of new Set(logged.map((event) => event.trail))) {
      const ids = published
        .filter(({ key }) => key?.toString() === trail)
        .map(({ headers }) => String(headers['ce_id']));
      expect(ids).toEqual(logged.filter((event) => event.trail === trail).map(({ id }) => id));
    }
  }

  it('publishes what the log holds and what it gains, once and in order, and nothing of other topics', async () => {
    await log.grow(25);
    const cursor = new InMemoryRelayCursor();
    const active = relay({ cursor });
    await eventually(() => active.status === 'publishing');
    await log.grow(30);

    const messages = await topicHolds(55);

    expect(messages).toHaveLength(55);
    await expectOnceInOrder(messages);
    await active.close();
    expect(await cursor.load()).toBe(60);
  });

  it('publishes nothing twice when it dies between the acknowledgement and the cursor', async () => {
    const stuck: RelayCursor = { load: () => Promise.resolve(3), move: () => Promise.reject(new Error('gone')) };
    await log.grow(40);
    const first = relay({ cursor: new InMemoryRelayCursor() });
    await topicHolds(40);
    await first.close();

    await log.grow(10);
    relay({ cursor: stuck });

    await expectOnceInOrder(await topicHolds(50));
  });

  it('publishes nothing twice while two relays that both think it is their turn fight over it', async () => {
    const cursor = new InMemoryRelayCursor();
    const one = relay({ cursor });
    await eventually(() => one.status === 'publishing');
    const failures: string[] = [];
    const other = relay({ cursor, observer: { relayFailed: () => failures.push('other') } });
    for (let part = 0; part < 40; part++) await log.grow(5);
    await topicHolds(50);
    await log.grow(50);
    await topicHolds(200);
    await one.close();

    const messages = await topicHolds(250);

    expect(messages).toHaveLength(250);
    await expectOnceInOrder(messages);
    expect(other.status).not.toBe('closed');
  });

  it('waits, and no longer fails, once another one leads', async () => {
    let turns = 0;
    const standby = relay({
      leadership: {
        acquire: (stop, taken) => {
          turns += 1;
          if (turns === 1) return Promise.reject(new Error('the database is away'));
          taken?.();
          return new Promise((resolve) => stop.addEventListener('abort', () => resolve(undefined)));
        },
      },
    });
    await eventually(() => standby.status === 'failing');
    await eventually(() => standby.status === 'waiting for its turn');
  });

  it('is not made to pass events over by a foreign message that claims a place in the log', async () => {
    await log.grow(5);
    const forged = { ce_logindex: '4711', ce_id: '00000000-0000-4000-8000-000000000000' };
    const keys = ['shop-1.0.0', 'shop-1.1.0', 'till-2.0.0', 'x', 'y', 'z'];
    await bench.bus().publish(
      topics.planning,
      keys.map((key) => ({ key, headers: forged, value: Buffer.from('garbage') })),
    );

    relay();

    await expectOnceInOrder(await topicHolds(5));
  });

  it('cuts what a broker would refuse into batches that it takes', async () => {
    await log.grow(8, 'x'.repeat(300_000));

    relay();

    await expectOnceInOrder(await topicHolds(8));
  });
});
