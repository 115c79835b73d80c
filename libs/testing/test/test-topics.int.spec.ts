import { topics } from '@slipway/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { testTopics } from '../src/index.js';

const adminOf = (brokers: string) => new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();

describe('topics of its own', () => {
  it('have the prefix, and are gone after the drop', async () => {
    const own = testTopics();
    const admin = adminOf(own.brokers);
    await admin.connect();
    try {
      const names = await own.create([topics.planning, topics.ingest]);
      expect(names).toEqual([`${own.prefix}${topics.planning}`, `${own.prefix}${topics.ingest}`]);
      expect(await admin.listTopics()).toEqual(expect.arrayContaining([...names]));
      await own.drop();
      expect(await admin.listTopics()).not.toContain(names[0]);
    } finally {
      await admin.disconnect();
    }
  });

  it('are all of the system when none is named', async () => {
    const own = testTopics();
    expect(await own.create()).toHaveLength(Object.keys(topics).length);
    await own.drop();
  });
});
