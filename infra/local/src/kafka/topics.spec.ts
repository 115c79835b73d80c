import { topics } from '@slipway/contracts';
import { topicConfigurations } from './topics.js';

describe('the topics', () => {
  const configurations = topicConfigurations({ prefix: 'test.', partitions: 6, retentionDays: 30 });
  const settingsOf = (name: string) => {
    const entries = configurations.find(({ topic }) => topic === `test.${name}`)?.configEntries ?? [];
    return Object.fromEntries(entries.map(({ name: key, value }) => [key, value]));
  };

  it('are all of the contracts, with partitions and retention as configured', () => {
    expect(configurations).toHaveLength(Object.keys(topics).length);
    expect(configurations.every(({ numPartitions }) => numPartitions === 6)).toBe(true);
    expect(settingsOf(topics.planning)).toEqual({
      'retention.ms': '2592000000',
      'compression.type': 'uncompressed',
    });
  });

  it('have the broker unpack what others compressed, with a codec that we may not have', () => {
    for (const name of Object.values(topics)) expect(settingsOf(name)['compression.type']).toBe('uncompressed');
  });

  it('let a dead letter hold the largest message of the door and a reason', () => {
    expect(settingsOf(topics.ingest)['max.message.bytes']).toBe('1048576');
    expect(Number(settingsOf(topics.deadLetter)['max.message.bytes'])).toBeGreaterThan(2 * 1_048_576);
  });
});
