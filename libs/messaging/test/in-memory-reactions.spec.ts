import 'reflect-metadata';
import { Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { topics } from '@slipway/contracts';
import { EventStoreError, InMemoryEventStore } from '@slipway/event-store';
import { eventually } from '@slipway/testing';
import {
  currentCause,
  discoverConsumers,
  encodeEvent,
  InMemoryBroker,
  InMemoryMessageBus,
  InMemoryRelayCursor,
  RawConsumer,
  Reaction,
  Relay,
  SoleLeadership,
  type DeliveredEvent,
  type GroupConsumer,
  type MessageBus,
} from '../src/index.js';
import { catalog, Counted, GrowingLog } from './logged-events.js';
import { silentLog } from './silent-log.js';

@Injectable()
class Seen {
  readonly numbers: number[] = [];
}

@Reaction(Counted, { group: 'planning.count' })
class OnCounted {
  constructor(private readonly seen: Seen) {}

  handle(event: DeliveredEvent<ReturnType<typeof Counted.of>>): void {
    this.seen.numbers.push(event.data.number);
  }
}

@Reaction(Counted, { group: 'planning.count' })
class OnCountedToo {
  handle(): void {
    throw new Error('never reached');
  }
}

@Reaction(Counted, { group: 'planning.count' })
class NeverRecorded {
  static calls = 0;
  static failure: () => Error;

  handle(): void {
    NeverRecorded.calls++;
    throw NeverRecorded.failure();
  }
}

const refusedByPostgres = (code: string) =>
  new Error('query failed', { cause: Object.assign(new Error('no'), { code, severity: 'ERROR' }) });

@RawConsumer({ topic: topics.ingest, group: 'planning.count' })
class DoorInTheSameGroup {
  handle(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

async function consumersOf(
  bus: MessageBus,
  store: InMemoryEventStore,
  ...reactions: Type[]
): Promise<{ consumers: readonly GroupConsumer[]; seen: Seen }> {
  @Module({ providers: [Seen, ...reactions] })
  class TestModule {}
  const app = await NestFactory.createApplicationContext(TestModule, { logger: false });
  const retry = { attempts: 2, firstDelay: 1, longestDelay: 1 };
  const context = { service: 'planning' as const, bus, store, catalog, retry, log: silentLog, observer: {} };
  return { consumers: discoverConsumers(app, context), seen: app.get(Seen) };
}

describe('without Kafka', () => {
  it('the log reaches the reactions through the relay', async () => {
    const bus = new InMemoryMessageBus();
    const log = new GrowingLog();
    const { consumers, seen } = await consumersOf(bus, log.store, OnCounted);
    const [topic, service] = [topics.planning, 'planning' as const];
    const relay = new Relay({
      topic,
      service,
      types: [Counted.type],
      store: log.store,
      bus,
      cursor: new InMemoryRelayCursor(),
      leadership: new SoleLeadership(),
      log: silentLog,
    });

    for (const consumer of consumers) await bus.subscribe(consumer);
    relay.start();
    await log.grow(20);

    await eventually(() => seen.numbers.length === 20);
    await relay.close();
    await bus.close();
  });

  it('a message that is refused lies in the dead letters', async () => {
    const broker = new InMemoryBroker();
    const bus = new InMemoryMessageBus(broker);
    const log = new GrowingLog();
    await log.grow(1);
    const { consumers, seen } = await consumersOf(bus, log.store, OnCounted);
    for (const consumer of consumers) await bus.subscribe(consumer);

    await bus.publish(topics.planning, [{ key: 'shop-1.0.0', headers: {}, value: Buffer.from('garbage') }]);
    for (const event of await log.log()) await bus.publish(topics.planning, [encodeEvent('planning', event)]);

    await eventually(() => seen.numbers.length === 1);
    const letters = broker.messagesOf(topics.deadLetter);
    expect(letters.map(({ value }) => value?.toString())).toEqual(['garbage']);
    await bus.close();
  });

  it.each<[string, () => Error]>([
    ['the store', () => new EventStoreError('INVALID_EVENT', { field: 'events[0].data', problem: 'is too long' })],
    ['the store when PostgreSQL refuses it', () => new EventStoreError('DATA_REFUSED', { operation: 'append' })],
    ['PostgreSQL, as text', () => refusedByPostgres('22021')],
    ['PostgreSQL, as a key that no index holds', () => refusedByPostgres('54000')],
  ])('a message that can never be recorded, by the word of %s, is set aside at once', async (_, failure) => {
    NeverRecorded.calls = 0;
    NeverRecorded.failure = failure;
    const broker = new InMemoryBroker();
    const bus = new InMemoryMessageBus(broker);
    const log = new GrowingLog();
    await log.grow(1);
    const { consumers } = await consumersOf(bus, log.store, NeverRecorded);
    for (const consumer of consumers) await bus.subscribe(consumer);

    for (const event of await log.log()) await bus.publish(topics.planning, [encodeEvent('planning', event)]);

    await eventually(() => broker.messagesOf(topics.deadLetter).length === 1);
    expect(NeverRecorded.calls).toBe(1);
    await bus.close();
  });

  it.each([
    ['two reactions of a group to one event', OnCountedToo],
    ['a raw consumer in the group of a reaction', DoorInTheSameGroup],
  ])('refuses %s', async (_, second) => {
    await expect(
      consumersOf(new InMemoryMessageBus(), new InMemoryEventStore(), OnCounted, second),
    ).rejects.toMatchObject({
      code: 'INVALID_REACTION',
    });
  });
});

it('there is no cause outside of a command, a reaction or a timer', () => {
  expect(() => currentCause()).toThrow('NO_CAUSE');
});
