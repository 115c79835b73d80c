import { hash } from 'node:crypto';
import { Injectable, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { topics } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { eventually } from '@slipway/testing';
import { CompressionTypes, Partitioners } from 'kafkajs';
import {
  connectReactions,
  currentCause,
  deadLetter,
  encodeEvent,
  RawConsumer,
  Reaction,
  setAside,
  type Cause,
  type ConnectedReactions,
  type DeadLetter,
  type DeliveredEvent,
  type IncomingMessage,
  type KafkaMessageBus,
} from '../src/index.js';
import { KafkaBench } from './kafka-bench.js';
import { catalog, Counted, GrowingLog, Unwanted } from './logged-events.js';
import { silentLog } from './silent-log.js';

const quick = { attempts: 3, firstDelay: 5, longestDelay: 20 };
const header = (message: IncomingMessage | undefined, name: string) => message?.headers[name]?.toString();

/** What a spec wants its handlers to do, and what they saw. */
@Injectable()
class Notebook {
  readonly counted: { event: DeliveredEvent<Counted>; cause: Cause }[] = [];
  readonly seenBySecond: number[] = [];
  readonly raw: IncomingMessage[] = [];
  /** How often handling this number is to fail from now on. */
  readonly failures = new Map<number, number>();
  attempts = 0;
  failure: () => Error = () => new Error('not now');
  gate: Promise<unknown> = Promise.resolve();
}

type Counted = ReturnType<typeof Counted.of>;

@Reaction(Counted, { group: 'planning.count' })
class OnCounted {
  constructor(private readonly notebook: Notebook) {}

  async handle(event: DeliveredEvent<Counted>): Promise<void> {
    await this.notebook.gate;
    this.notebook.attempts++;
    const left = this.notebook.failures.get(event.data.number) ?? 0;
    this.notebook.failures.set(event.data.number, left - 1);
    if (left > 0) throw this.notebook.failure();
    this.notebook.counted.push({ event, cause: currentCause() });
  }
}

@Reaction([Counted, Unwanted], { group: 'planning.count-again' })
class OnCountedAgain {
  constructor(private readonly notebook: Notebook) {}

  handle(event: DeliveredEvent<Counted | ReturnType<typeof Unwanted.of>>): void {
    if (event.type === Counted.type) this.notebook.seenBySecond.push(event.data.number);
  }
}

@RawConsumer({ topic: topics.ingest, group: 'intake.receive' })
class Door {
  constructor(private readonly notebook: Notebook) {}

  handle(message: IncomingMessage): Promise<DeadLetter | undefined> {
    this.notebook.raw.push(message);
    const refused =
      message.value?.toString().startsWith('good') === true ? undefined : deadLetter('REFUSED', 'not good');
    return Promise.resolve(refused);
  }
}

describe('reactions', () => {
  let bench: KafkaBench;
  let bus: KafkaMessageBus;
  let log: GrowingLog;
  let connected: ConnectedReactions;
  const apps: INestApplication[] = [];

  beforeEach(async () => {
    bench = await KafkaBench.create();
    bus = bench.bus('planning');
    log = new GrowingLog();
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    expect(bench.stopped).toEqual([]);
    await bench.drop();
  });

  async function start(...reactions: Type[]): Promise<Notebook> {
    @Module({ providers: [Notebook, ...reactions] })
    class TestModule {}
    const app = await NestFactory.create(TestModule, { logger: false });
    apps.push(app);
    connected = connectReactions(app, {
      bus,
      store: log.store,
      service: 'planning',
      log: silentLog,
      catalog,
      retry: quick,
    });
    await app.startAllMicroservices();
    return app.get(Notebook);
  }

  async function events(count: number): Promise<LoggedEvent[]> {
    await log.grow(count);
    return (await log.log()).filter(({ type }) => type === Counted.type).slice(-count);
  }
  const publish = (...published: LoggedEvent[]) =>
    bus.publish(
      topics.planning,
      published.map((event) => encodeEvent('planning', event)),
    );
  const numbers = (notebook: Notebook) => notebook.counted.map(({ event }) => event.data.number);

  it('get the whole event, and act on its behalf', async () => {
    const notebook = await start(OnCounted);
    const [event] = await events(1);
    if (event === undefined) throw new Error('no event');
    await publish(event);

    await eventually(() => notebook.counted.length === 1);

    expect(notebook.counted[0]).toEqual({
      event,
      cause: {
        id: `planning.count:${event.id}`,
        actor: { id: 'planning', kind: 'service', roles: [] },
        correlationId: event.correlationId,
        causedBy: event.id,
      },
    });
  });

  it('of another group get the event too, each in its own place', async () => {
    const notebook = await start(OnCounted, OnCountedAgain);
    await publish(...(await events(6)));
    await eventually(() => notebook.counted.length === 6 && notebook.seenBySecond.length === 6);
  });

  it.each<[string, (headers: Record<string, string>) => { headers: Record<string, string>; value: Buffer }]>([
    ['NOT_A_CLOUD_EVENT', () => ({ headers: { note: 'x' }, value: Buffer.from([0, 159, 146, 150]) })],
    [
      'UNKNOWN_TYPE',
      (headers) => ({ headers: { ...headers, ce_type: 'dev.slipway.planning.odd.v1' }, value: Buffer.from('{}') }),
    ],
    ['INVALID_DATA', (headers) => ({ headers, value: Buffer.from('{"number":"one"}') })],
  ])('set aside what is %s with reason and bytes, and handle the next good one at once', async (reason, spoil) => {
    const notebook = await start(OnCounted);
    const [one, two] = await events(2);
    if (one === undefined || two === undefined) throw new Error('no events');
    const spoilt = { key: two.trail, ...spoil(encodeEvent('planning', one).headers as Record<string, string>) };
    await bus.publish(topics.planning, [spoilt]);
    await publish(two);

    await eventually(() => notebook.counted.length === 1, { within: 5000 });

    const [letter, ...others] = await bench.deadLetters(1);
    expect(others).toEqual([]);
    expect(header(letter, 'slipway_deadletter_reason')).toBe(reason);
    expect(header(letter, 'slipway_deadletter_topic')).toBe(topics.planning);
    expect(header(letter, 'slipway_deadletter_group')).toBe('planning.reactions');
    expect(header(letter, 'slipway_deadletter_offset')).toMatch(/^\d+$/);
    for (const [name, value] of Object.entries(spoilt.headers)) expect(header(letter, name)).toBe(value);
    expect(letter?.value?.equals(spoilt.value)).toBe(true);
    expect(letter?.key?.toString()).toBe(two.trail);
  });

  it('are tried again when they fail, with nothing behind overtaking', async () => {
    const notebook = await start(OnCounted);
    notebook.failures.set(0, 2);
    await publish(...(await events(11)).filter(({ trail }) => trail === 'shop-1.0.0'));

    await eventually(() => notebook.counted.length === 3);

    expect(numbers(notebook)).toEqual([0, 5, 10]);
    expect(notebook.attempts).toBe(5);
  });

  it('that fail for good leave the event to the dead letters and go on', async () => {
    const notebook = await start(OnCounted);
    notebook.failures.set(0, 100);
    await publish(...(await events(6)));

    await eventually(() => notebook.counted.length === 5);

    const [letter] = await bench.deadLetters(1);
    expect(header(letter, 'slipway_deadletter_reason')).toBe('HANDLER_FAILED');
    expect(header(letter, 'slipway_deadletter_detail')).toBe('Error: not now');
    expect(100 - (notebook.failures.get(0) ?? 0)).toBe(quick.attempts);
  });

  it('wait for the store for as long as it is out of reach', async () => {
    const notebook = await start(OnCounted);
    notebook.failure = () =>
      new Error('query failed', { cause: Object.assign(new Error('gone'), { code: '57P01', severity: 'FATAL' }) });
    notebook.failures.set(0, quick.attempts * 3);
    await publish(...(await events(1)));

    await eventually(() => notebook.counted.length === 1);
  });

  it('finish the message at hand when they are closed, and the next one goes on behind it', async () => {
    const notebook = await start(OnCounted);
    const gate = Promise.withResolvers<undefined>();
    let waiting = false;
    notebook.gate = { then: (...done) => ((waiting = true), gate.promise.then(...done)) } as Promise<unknown>;
    await publish(...(await events(11)).filter(({ trail }) => trail === 'shop-1.0.0'));
    await eventually(() => waiting);
    const closed = connected.close();
    gate.resolve(undefined);
    await closed;
    expect(numbers(notebook)).toEqual([0]);

    const successor = await start(OnCounted);

    await eventually(() => successor.counted.length === 2);
    expect(numbers(successor)).toEqual([5, 10]);
  });

  it('share a topic with a raw consumer that sets aside what it refuses, up to the largest message', async () => {
    const notebook = await start(OnCounted, Door);
    const largest = Buffer.alloc(1024 * 1024 - 1000, 'x');
    await bus.publish(topics.ingest, [{ key: 'a', headers: { h: 'v' }, value: largest }]);
    await bus.publish(topics.ingest, [{ key: null, headers: {}, value: Buffer.from('good') }]);

    await eventually(() => notebook.raw.length === 2);

    const [letter] = await bench.deadLetters(1);
    expect(header(letter, 'slipway_deadletter_reason')).toBe('REFUSED');
    expect(letter?.value?.equals(largest)).toBe(true);
  });

  it('set aside a message with a key and headers that are out of bounds, and go on', async () => {
    const notebook = await start(Door);
    const large = { key: Buffer.alloc(500_000, 'k'), headers: { h: 'v' }, value: Buffer.from('good') };
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, number) => [`h${String(number)}`, 'x'.repeat(200)]),
    );
    await bus.publish(topics.ingest, [large, { key: 'b', headers: many, value: Buffer.from('good') }]);
    await bus.publish(topics.ingest, [{ key: 'k', headers: {}, value: Buffer.from('good') }]);

    await eventually(() => notebook.raw.length === 1);

    const letters = await bench.deadLetters(2);
    expect(letters.map((letter) => header(letter, 'slipway_deadletter_reason'))).toEqual([
      'OUT_OF_BOUNDS',
      'OUT_OF_BOUNDS',
    ]);
    const named = letters.find((letter) => header(letter, 'slipway_deadletter_keysize') !== undefined);
    expect(header(named, 'slipway_deadletter_keysize')).toBe('500000');
    expect(named?.key?.toString()).toBe(`sha256:${hash('sha256', large.key, 'hex')}`);
    expect(Object.keys(letters.find((letter) => letter !== named)?.headers ?? {})).not.toContain('h0');
  });

  it('get what a producer compressed, up to the size that it really has', async () => {
    const notebook = await start(Door);
    const producer = bus.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const send = (value: string) =>
      producer.send({ topic: bench.nameOf(topics.ingest), compression: CompressionTypes.GZIP, messages: [{ value }] });
    await expect(send('good '.repeat(1_000_000))).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    await send('good');
    await producer.disconnect();

    await eventually(() => notebook.raw.length === 1);

    expect(notebook.raw[0]?.value?.toString()).toBe('good');
  });

  it('keep of a message that is too large for the dead letters what tells where and what it is', async () => {
    const value = Buffer.alloc(4 * 1024 * 1024, 'x');
    const place = { topic: topics.ingest, partition: 2, offset: '7', timestamp: new Date().toISOString() };
    const message = { ...place, key: Buffer.from('a'), headers: { h: 'v' }, value };

    await setAside(bus, message, 'intake.receive', deadLetter('REFUSED', 'not good'));

    const [letter, ...others] = await bench.deadLetters(1);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ key: null, value: null });
    expect(header(letter, 'h')).toBeUndefined();
    expect(header(letter, 'slipway_deadletter_reason')).toBe('REFUSED');
    expect(header(letter, 'slipway_deadletter_offset')).toBe('7');
    expect(header(letter, 'slipway_deadletter_size')).toBe(String(value.byteLength));
    expect(header(letter, 'slipway_deadletter_digest')).toBe(`sha256:${hash('sha256', value, 'hex')}`);
  });
});
