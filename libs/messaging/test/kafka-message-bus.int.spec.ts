import { topics as names } from '@slipway/contracts';
import { testTopics } from '@slipway/testing';
import { Kafka, logLevel } from 'kafkajs';
import { KafkaMessageBus } from '../src/index.js';
import { messageBusContract, numbered } from './message-bus.contract.js';
import { silentLog } from './silent-log.js';

describe('the bus on Kafka', () => {
  const topics = testTopics();
  const stopped: string[] = [];

  beforeAll(() => topics.create());
  afterAll(async () => {
    await topics.drop();
    expect(stopped).toEqual([]);
  });

  const connect = () =>
    new KafkaMessageBus({
      brokers: topics.brokers.split(','),
      topicPrefix: topics.prefix,
      clientId: 'messaging-test',
      log: silentLog,
      onConsumerStopped: (group) => stopped.push(group),
    });

  messageBusContract(connect);

  it('sees at a takeover what was committed behind a transaction that somebody holds open', async () => {
    const bus = connect();
    const publisher = await bus.takeOver('tail-relay', names.validation);
    await publisher.publish([numbered('one', 1)]);
    const kafka = new Kafka({ brokers: topics.brokers.split(','), logLevel: logLevel.NOTHING });
    const stranger = kafka.producer({
      transactionalId: `${topics.prefix}stranger`,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await stranger.connect();
    const held = await stranger.transaction();
    await held.send({ topic: topics.prefix + names.validation, messages: [{ key: 'one', value: 'held' }] });
    await publisher.publish([numbered('one', 2)]);

    const takenOver = bus.takeOver('tail-relay', names.validation);
    const first = await Promise.race([takenOver.then(() => 'taken over'), later(2000)]);
    await held.abort();

    expect(first).toBe('waits');
    expect((await takenOver).tail[0]?.logIndex).toBe(2);
    await stranger.disconnect();
    await bus.close();
  });
});

const later = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('waits'), ms));
