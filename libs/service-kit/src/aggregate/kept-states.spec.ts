import { InMemoryEventStore, type StreamPart } from '@slipway/event-store';
import { withCause } from '@slipway/messaging';
import fc from 'fast-check';
import { Aggregate } from './aggregate.js';
import { cause, counter, Counted, parts, type CounterCommand } from './counter.fixture.js';
import { FoldedStates } from './folded-states.js';

/** Notes down what is read of it. */
class WatchedStore extends InMemoryEventStore {
  readonly reads: (number | undefined)[] = [];

  override readStream(stream: string, part?: StreamPart) {
    this.reads.push(part?.after);
    return super.readStream(stream, part);
  }
}

const instanceOn = (store: InMemoryEventStore, states = new FoldedStates()) =>
  new Aggregate(counter, { ...parts(store), states });
const count = (instance: Aggregate<typeof counter>, by: number, why = cause()) =>
  withCause(why, () => instance.handle('a', { type: 'Count', by }));

describe('a kept state', () => {
  it('saves reading a stream again that nobody else appends to', async () => {
    const store = new WatchedStore();
    const instance = instanceOn(store);
    for (const by of [1, 2, 3]) await count(instance, by);
    expect(store.reads).toEqual([0]);
    expect(await instance.load('a')).toMatchObject({ state: { total: 6 }, streamPosition: 3 });
    expect(store.reads).toEqual([0, 3]);
  });

  it('is brought up to date with what other instances appended', async () => {
    const store = new WatchedStore();
    const [one, other] = [instanceOn(store), instanceOn(store)];
    await count(one, 1);
    await count(other, 2);
    await count(other, 3);
    await expect(count(one, 4)).resolves.toMatchObject({ streamPosition: 4, repeated: false });
    expect(store.reads.at(-1)).toBe(1);
    await expect(other.load('a')).resolves.toMatchObject({ state: { total: 10 } });
  });

  it('refuses nothing that the stream as it is allows', async () => {
    const store = new InMemoryEventStore();
    const [one, other] = [instanceOn(store), instanceOn(store)];
    await count(one, 90);
    await withCause(cause(), () => other.handle('a', { type: 'Count', by: -80 }));
    await expect(count(one, 50)).resolves.toMatchObject({ accepted: true, streamPosition: 3 });
  });

  it('gives a repeated command the first answer that another instance gave', async () => {
    const store = new InMemoryEventStore();
    const [one, other] = [instanceOn(store), instanceOn(store)];
    await count(one, 1);
    const both = (instance: typeof one) =>
      withCause(cause('k'), () => instance.handle('a', { type: 'CountAndDouble', by: 1 }));
    const first = await both(other);
    await expect(both(one)).resolves.toEqual({ ...first, repeated: true });
    await expect(both(one)).resolves.toEqual({ ...first, repeated: true });
  });

  it('is given up when the store turns out to be behind it', async () => {
    const states = new FoldedStates();
    const before = instanceOn(new InMemoryEventStore(), states);
    for (const by of [1, 2, 3]) await count(before, by);
    // `evolve` and `decide` are those of the same decider; the store is one that was brought back from a backup.
    const restored = new InMemoryEventStore();
    await count(instanceOn(restored), 7);
    await expect(count(instanceOn(restored, states), 1)).resolves.toMatchObject({ streamPosition: 2 });
  });

  it('cannot be changed by its reader', async () => {
    const instance = instanceOn(new InMemoryEventStore());
    await count(instance, 1);
    const { state } = await instance.load('a');
    expect(() => (state.total = 5)).toThrow(TypeError);
  });
});

describe('what is kept', () => {
  it('is bounded by the number of streams, and by how much their states say', () => {
    const kept = ({ streams = 10, characters = 1000 }) => {
      const states = new FoldedStates({ streams, characters });
      for (let number = 0; number < 10; number += 1) {
        states.keep(`release-${String(number)}`, counter, { state: 'x'.repeat(100), streamPosition: 1 }, []);
      }
      return Array.from({ length: 10 }, (_, number) => states.of(`release-${String(number)}`, counter) !== undefined);
    };
    expect(kept({ streams: 2 }).filter(Boolean)).toHaveLength(2);
    expect(kept({ characters: 500 }).filter(Boolean)).toHaveLength(4);
  });

  it('counts what has been added to a state since it was measured', () => {
    const states = new FoldedStates({ streams: 10, characters: 1000 });
    states.keep('release-other', counter, { state: 'y'.repeat(300), streamPosition: 1 }, []);
    for (let position = 1; position <= 8; position += 1) {
      const state = 'x'.repeat(100 * position);
      states.keep('release-a', counter, { state, streamPosition: position }, ['x'.repeat(100)]);
    }
    expect(states.of('release-other', counter)).toBeUndefined();
    expect(states.of('release-a', counter)).toMatchObject({ streamPosition: 8 });
  });

  it('counts the entries of maps', () => {
    const states = new FoldedStates({ streams: 10, characters: 1000 });
    states.keep('release-other', counter, { state: 'y'.repeat(300), streamPosition: 1 }, []);
    states.keep('release-a', counter, { state: { open: new Map([['a', 'x'.repeat(800)]]) }, streamPosition: 1 }, []);
    expect(states.of('release-other', counter)).toBeUndefined();
  });

  it('is never set back by who read the stream earlier', () => {
    const states = new FoldedStates();
    states.keep('release-a', counter, { state: { total: 2 }, streamPosition: 2 }, []);
    states.keep('release-a', counter, { state: { total: 1 }, streamPosition: 1 }, []);
    expect(states.of('release-a', counter)).toMatchObject({ state: { total: 2 } });
  });
});

const commands: fc.Arbitrary<CounterCommand> = fc.oneof(
  fc.record({ type: fc.constant('Count' as const), by: fc.integer({ min: -60, max: 101 }) }),
  fc.record({ type: fc.constant('CountAndDouble' as const), by: fc.integer({ min: -60, max: 60 }) }),
);
const step = fc.record({
  instance: fc.nat({ max: 1 }),
  id: fc.constantFrom('a', 'b'),
  key: fc.constantFrom('k1', 'k2', 'k3', 'k4', undefined, undefined),
  fingerprint: fc.constantFrom('f', 'f', 'g'),
  expected: fc.constantFrom(undefined, undefined, 1, 2),
  command: commands,
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const answerOf = (instance: Aggregate<typeof counter>, { id, key, fingerprint, expected, command }: Step) =>
  withCause(cause(key, { fingerprint }), () =>
    instance.handle(id, command, expected === undefined ? {} : { expected }),
  ).catch((error: unknown) => error);

it('answers as if nothing were kept, whichever instance is asked and whatever is repeated', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const [store, plain] = [new InMemoryEventStore(), new InMemoryEventStore()];
      const instances = [instanceOn(store), instanceOn(store, new FoldedStates({ streams: 1, characters: 100 }))];
      for (const each of steps) {
        const instance = instances[each.instance] ?? instanceOn(store);
        expect(await answerOf(instance, each)).toEqual(await answerOf(instanceOn(plain), each));
      }
      const said = (events: Awaited<ReturnType<typeof store.readStream>>) =>
        events.filter(({ type }) => type === Counted.type).map(({ data }) => data);
      for (const id of ['a', 'b'])
        expect(said(await store.readStream(`release-${id}`))).toEqual(said(await plain.readStream(`release-${id}`)));
    }),
    { numRuns: 300 },
  );
});
