import { topics } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { encodeEvent, InMemoryBroker, InMemoryMessageBus, type DeliveredEvent } from '../src/index.js';
import { serviceReactions } from '../src/service-reactions.js';
import { catalog, Counted, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

type Event = DeliveredEvent<ReturnType<typeof Counted.of>>;
const retry = { attempts: 8, firstDelay: 100, longestDelay: 5000 };

/** Reactions to Counted on a topic with one partition. */
async function react(handlers: Record<string, (event: Event) => unknown>) {
  const bus = new InMemoryMessageBus(new InMemoryBroker(1));
  const log = new GrowingLog();
  const context = { service: 'planning' as const, bus, store: log.store, catalog, retry, log: silentLog, observer: {} };
  const reactions = Object.entries(handlers).map(([group, handle]) => ({
    name: group,
    group,
    events: [Counted],
    handler: {
      async handle(event: DeliveredEvent) {
        await handle(event as Event);
      },
    },
  }));
  await bus.subscribe(serviceReactions(reactions, context));
  const publish = async () => {
    const messages = (await log.log())
      .filter(({ type }) => type === Counted.type)
      .map((event) => encodeEvent('planning', event));
    await bus.publish(topics.planning, messages);
  };
  return { bus, log, publish };
}

describe('reactions on one partition', () => {
  it('handle other releases while thousands of events of one wait for their turn, each in its order', async () => {
    const gate = Promise.withResolvers<undefined>();
    const seen: Event[] = [];
    const { log, publish, bus } = await react({
      'planning.count': async (event) => {
        if (event.trail === 'shop-1.0.0' && event.data.number < 20_000) await gate.promise;
        seen.push(event);
      },
    });
    await log.growOne('shop-1.0.0', 20_000);
    await log.growOne('till-2.0.0', 3);
    await publish();

    await eventually(() => seen.length === 3, { within: 20_000 });
    expect(seen.map(({ trail }) => trail)).toEqual(['till-2.0.0', 'till-2.0.0', 'till-2.0.0']);

    gate.resolve(undefined);
    await eventually(() => seen.length === 20_003, { within: 60_000 });
    const numbers = seen.slice(3).map(({ data }) => data.number);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    await bus.close();
  }, 120_000);

  it('go on with other releases while one is tried again', async () => {
    const seen: string[] = [];
    const { log, publish, bus } = await react({
      'planning.count': ({ trail, data }) => {
        seen.push(trail);
        if (trail === 'shop-1.0.0' && data.number === 0) throw new Error('not yet');
      },
    });
    await log.grow(25);
    await publish();
    await eventually(() => seen.length >= 21);
    expect(seen.filter((trail) => trail !== 'shop-1.0.0')).toHaveLength(20);
    await bus.close();
  });

  it('do not wait for each other over the same event', async () => {
    const gate = Promise.withResolvers<undefined>();
    const [slow, quick]: number[][] = [[], []];
    const { log, publish, bus } = await react({
      'planning.slow': async ({ data }) => {
        await gate.promise;
        slow?.push(data.number);
      },
      'planning.quick': ({ data }) => quick?.push(data.number),
    });
    await log.grow(10);
    await publish();
    await eventually(() => quick?.length === 10);
    expect(slow).toEqual([]);
    gate.resolve(undefined);
    await eventually(() => slow?.length === 10);
    await bus.close();
  });
});
