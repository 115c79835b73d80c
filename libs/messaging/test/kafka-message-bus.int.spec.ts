import { testTopics } from '@slipway/testing';
import { KafkaMessageBus } from '../src/index.js';
import { messageBusContract } from './message-bus.contract.js';
import { silentLog } from './silent-log.js';

describe('the bus on Kafka', () => {
  const topics = testTopics();
  const stopped: string[] = [];

  beforeAll(() => topics.create());
  afterAll(async () => {
    await topics.drop();
    expect(stopped).toEqual([]);
  });

  messageBusContract(
    () =>
      new KafkaMessageBus({
        brokers: topics.brokers.split(','),
        topicPrefix: topics.prefix,
        clientId: 'messaging-test',
        log: silentLog,
        onConsumerStopped: (group) => stopped.push(group),
      }),
  );
});
