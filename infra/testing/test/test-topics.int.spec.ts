import { topics } from '@slipway/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { eventually, testTopics } from '../src/index.js';

const adminOf = (brokers: string) => new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();

describe('topics of its own', () => {
  it('have the prefix, and are gone after the drop', async () => {
    const own = testTopics();
    const admin = adminOf(own.brokers);
    await admin.connect();
    try {
      const names = await own.create([topics.planning, topics.ingest]);
      expect(names).toEqual([`${own.prefix}${topics.planning}`, `${own.prefix}${topics.ingest}`]);
      await eventually(async () => (await admin.listTopics()).includes(names[0] ?? ''));
      await own.drop();
      await eventually(async () => !(await admin.listTopics()).includes(names[0] ?? ''));
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
