import { randomBytes } from 'node:crypto';
import { Partitioners } from 'kafkajs';
import { keyPartitioner, murmur2 } from './partitioner.js';

const partitionMetadata = Array.from({ length: 12 }, (_, partitionId) => ({
  partitionId,
  partitionErrorCode: 0,
  leader: 1,
  replicas: [1],
  isr: [1],
}));
const choose = (partitioner: typeof keyPartitioner, key: Buffer | string | null) =>
  partitioner()({ topic: 't', partitionMetadata, message: { key, value: null } });

describe('the partition of a key', () => {
  // From Kafka's own UtilsTest.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('comes of the hash that Java has of %s', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it('is the one that kafkajs chooses', () => {
    for (let length = 0; length < 64; length++) {
      const key = randomBytes(length);
      expect(choose(keyPartitioner, key)).toBe(choose(Partitioners.DefaultPartitioner, key));
    }
    expect(choose(keyPartitioner, 'shop-1.0.0')).toBe(choose(Partitioners.DefaultPartitioner, 'shop-1.0.0'));
    expect(choose(keyPartitioner, null)).toBeLessThan(12);
  });

  it('costs a fraction of what kafkajs takes for a long key', () => {
    const key = Buffer.alloc(20_000, 99);
    const cost = (partitioner: typeof keyPartitioner) => {
      const began = performance.now();
      choose(partitioner, key);
      return performance.now() - began;
    };
    const ours = Math.min(...[1, 2, 3].map(() => cost(keyPartitioner)));
    expect(ours * 5).toBeLessThan(cost(Partitioners.DefaultPartitioner));
  });
});
