import { randomUUID } from 'node:crypto';
import { topics } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import type { IncomingMessage, MessageBus, OutgoingMessage } from '../src/index.js';

/** A message that says in its headers where it stands in a log, as those of a relay do. */
export function numbered(key: string, number: number): OutgoingMessage {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { key, headers: { ce_logindex: String(number), ce_id: id }, value: Buffer.from(String(number)) };
}

export const numberOf = ({ value }: IncomingMessage): number => Number(value?.toString());
const keyOf = ({ key }: IncomingMessage): string => key?.toString() ?? '';
const numbers = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

/** Numbers by key, in the order in which they came. */
export function byKey(messages: readonly IncomingMessage[]): Record<string, number[]> {
  const result: Record<string, number[]> = {};
  for (const message of messages) (result[keyOf(message)] ??= []).push(numberOf(message));
  return result;
}

/**
 * What every bus promises. `connect` gives a bus on topics that are this test file's own; several may be open at once
 * and see the same messages.
 */
export function messageBusContract(connect: () => MessageBus): void {
  const topic = topics.planning;
  const open: MessageBus[] = [];
  let bus: MessageBus;

  const another = (): MessageBus => {
    const one = connect();
    open.push(one);
    return one;
  };
  /** Other tests leave their messages in the topic: each test looks at its own keys. */
  const keys = (count = 3) => numbers(count).map(() => randomUUID());
  const across = (names: readonly string[], count: number, from = 0) =>
    numbers(count, from).map((number) => numbered(names[number % names.length] ?? '', number));

  async function listen(group: string, names: readonly string[], on = bus) {
    const received: IncomingMessage[] = [];
    const subscription = await on.subscribe({
      group,
      topics: [topic],
      handle: (message) => {
        if (names.includes(keyOf(message))) received.push(message);
        return Promise.resolve();
      },
    });
    return { received, close: () => subscription.close() };
  }

  beforeEach(() => {
    bus = another();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it('hands every group every message, in order per key, as the bytes that were sent', async () => {
    const names = keys();
    const [first, second] = await Promise.all([listen(randomUUID(), names), listen(randomUUID(), names)]);
    const binary = {
      key: names[0] ?? '',
      headers: { ce_x: Buffer.from([0, 255]) },
      value: Buffer.from([0, 1, 254, 255]),
    };

    await bus.publish(topic, across(names, 30));
    await bus.publish(topic, [binary]);

    for (const { received } of [first, second]) {
      await eventually(() => received.length === 31);
      const last = received.find(({ headers }) => 'ce_x' in headers);
      expect(last?.value?.equals(binary.value)).toBe(true);
      expect(Buffer.from(String(last?.headers['ce_x'])).equals(Buffer.from(String(binary.headers.ce_x)))).toBe(true);
      const rest = received.filter((message) => message !== last);
      for (const sequence of Object.values(byKey(rest))) expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
    }
  });

  it('starts a new group with the oldest message, and a known one behind what it has done', async () => {
    const names = keys();
    const group = randomUUID();
    await bus.publish(topic, across(names, 6));
    const before = await listen(group, names);
    await eventually(() => before.received.length === 6);
    await before.close();
    await bus.publish(topic, across(names, 3, 6));

    const after = await listen(group, names);

    await eventually(() => after.received.length === 3);
    expect(after.received.map(numberOf).toSorted()).toEqual([6, 7, 8]);
  });

  it('brings a message whose handler threw again, before anything behind it', async () => {
    const [name = ''] = keys();
    const handled: number[] = [];
    let failures = 3;
    await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: (message) => {
        if (keyOf(message) !== name) return Promise.resolve();
        if (numberOf(message) === 1 && failures-- > 0) return Promise.reject(new Error('not now'));
        handled.push(numberOf(message));
        return Promise.resolve();
      },
    });

    await bus.publish(topic, across([name], 4));

    await eventually(() => handled.length === 4, { within: 20_000 });
    expect(handled).toEqual([0, 1, 2, 3]);
    expect(failures).toBe(-1);
  });

  it('works on other keys while a message waits or fails, however many of its key lie between', async () => {
    const [stuck = '', failing = '', other = ''] = keys();
    const gate = Promise.withResolvers<undefined>();
    const handled: string[] = [];
    const subscription = await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (message) => {
        if (keyOf(message) === stuck) await gate.promise;
        if (keyOf(message) === failing) throw new Error('never');
        handled.push(keyOf(message));
      },
    });

    await bus.publish(topic, [...across([stuck], 300), ...across([failing], 300), ...across([other], 3)]);

    await eventually(() => handled.filter((key) => key === other).length === 3, { within: 20_000 });
    expect(handled).not.toContain(stuck);
    gate.resolve(undefined);
    await eventually(() => handled.filter((key) => key === stuck).length === 300, { within: 20_000 });
    await subscription.close();
  });

  it('goes on behind what is done without a gap, though others behind it were done', async () => {
    const [stuck = '', other = ''] = keys();
    const group = randomUUID();
    const gate = Promise.withResolvers<undefined>();
    let [begun, done] = [0, 0];
    const first = await bus.subscribe({
      group,
      topics: [topic],
      handle: async (message) => {
        if (keyOf(message) === other) done++;
        if (keyOf(message) !== stuck) return;
        begun++;
        await gate.promise;
        throw new Error('not done');
      },
    });
    await bus.publish(topic, [...across([stuck], 2), ...across([other], 2, 2)]);
    await eventually(() => begun === 1 && done === 2);
    const closed = first.close();
    gate.resolve(undefined);
    await closed;

    const { received } = await listen(group, [stuck]);

    await eventually(() => received.length === 2);
    expect(received.map(numberOf)).toEqual([0, 1]);
  });

  it('loses and reorders nothing when a member joins and another leaves', async () => {
    const names = keys(24);
    const group = randomUUID();
    const first = await listen(group, names);
    const feed = async (from: number) => {
      for (const part of numbers(10)) await bus.publish(topic, across(names, 10, from + part * 10));
    };

    await feed(0);
    const second = await listen(group, names, another());
    await feed(100);
    await eventually(() => second.received.length > 0, { within: 20_000 });
    await first.close();
    await feed(200);

    const all = () => [...first.received, ...second.received];
    await eventually(() => new Set(all().map(numberOf)).size === 300, { within: 20_000 });
    // A message may come twice across a rebalance; what a member sees of a key never goes back otherwise.
    for (const { received } of [first, second]) {
      for (const sequence of Object.values(byKey(received))) {
        expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
      }
    }
  });

  it('closes a subscription only when the message at hand is done', async () => {
    const [name = ''] = keys();
    const events: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const subscription = await bus.subscribe({
      group: randomUUID(),
      topics: [topic],
      handle: async (message) => {
        if (keyOf(message) !== name) return;
        events.push('begun');
        await gate.promise;
        events.push('done');
      },
    });
    await bus.publish(topic, across([name], 1));
    await eventually(() => events.length === 1);

    const closed = subscription.close().then(() => events.push('closed'));
    gate.resolve(undefined);
    await closed;

    expect(events).toEqual(['begun', 'done', 'closed']);
  });

  it('knows at a takeover what the topic ends with', async () => {
    const name = randomUUID();
    const publisher = await bus.takeOver(name, topics.issues);
    const from = (publisher.tail[0]?.logIndex ?? 0) + 1;
    await publisher.publish(across(keys(), 20, from));

    const successor = await bus.takeOver(name, topics.issues);

    const last = numbered('', from + 19);
    expect(successor.tail[0]).toEqual({ logIndex: from + 19, eventId: last.headers['ce_id'] });
  });

  it('lets a predecessor publish nothing more once another has taken its name', async () => {
    const name = randomUUID();
    const names = keys();
    const predecessor = await bus.takeOver(name, topic);
    await predecessor.publish(across(names, 3));

    const successor = await another().takeOver(name, topic);

    await expect(predecessor.publish(across(names, 3, 3))).rejects.toMatchObject({ code: 'PUBLISHER_FENCED' });
    await successor.publish(across(names, 3, 6));
    const { received } = await listen(randomUUID(), names);
    await eventually(() => received.length === 6);
    expect(received.map(numberOf).toSorted()).toEqual([0, 1, 2, 6, 7, 8]);
  });

  it('refuses to publish after it was closed', async () => {
    await bus.close();
    await expect(bus.publish(topic, across(keys(), 1))).rejects.toMatchObject({ code: 'BUS_CLOSED' });
  });
}
