import { randomBytes, randomUUID } from 'node:crypto';
import { factTopics, topics } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import fc from 'fast-check';
import { chaosHeader } from '../ground.js';
import { cloudEvents } from './cloud-events.js';
import { fault, lasting, seconds } from './fault.js';
import { asStranger, send } from './stranger.js';

const everyTopic = Object.values(topics);

/** Sends garbage and near-valid messages to every topic. */
export const garbage = fault({
  name: 'garbage',
  plans: () =>
    fc.record({
      topic: fc.constantFrom(...everyTopic),
      messages: fc.array(cloudEvents, { minLength: 5, maxLength: 25 }),
    }),
  says: ({ topic, messages }) => `${String(messages.length)} messages of garbage to ${topic}`,
  inflict: ({ topic, messages }, ground) => asStranger(ground, (producer) => send(producer, topic, messages)),
});

/** A large key is expensive for every client that hashes it. */
export const oversizeKeys = fault({
  name: 'oversize-keys',
  plans: () =>
    fc.record({ topic: fc.constantFrom(...everyTopic), size: fc.constantFrom(1000, 20_000, 500_000, 900_000) }),
  says: ({ topic, size }) => `a key of ${String(size)} bytes to ${topic}`,
  inflict: ({ topic, size }, ground) =>
    asStranger(ground, (producer) => send(producer, topic, [{ key: randomBytes(size), value: '{}', headers: {} }])),
});

/** Consumers that read committed messages wait for it. */
export const openKafkaTransaction = fault({
  name: 'open-kafka-transaction',
  plans: () => lasting(2000, 10_000),
  says: (forMs) => `a transaction stays open on every topic of the services for ${seconds(forMs)}`,
  inflict: (forMs, ground, over) =>
    asStranger(
      ground,
      async (producer) => {
        const transaction = await producer.transaction();
        for (const topic of factTopics) {
          const headers = { [chaosHeader]: randomUUID() };
          await transaction.send({
            topic,
            messages: [0, 1, 2, 3, 4, 5].map((partition) => ({ partition, value: '{}', headers })),
          });
        }
        await rest(forMs, over);
        await transaction.abort();
      },
      `chaos-${randomUUID()}`,
    ),
});
