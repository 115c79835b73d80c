import { readFile } from 'node:fs/promises';
import { chainHash, chainStart, frameLeaf, leafHash, microsecondsOf, type LeafContent } from './framing.js';

interface Vector {
  readonly says: string;
  readonly content: LeafContent;
  readonly framing: string;
  readonly leafHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

describe('the framing of an event', () => {
  it('is that of the test vectors', async () => {
    const vectors = JSON.parse(await readFile(new URL('../framing.vectors.json', import.meta.url), 'utf8')) as Vector[];
    let previous = chainStart;
    for (const vector of vectors) {
      expect(frameLeaf(vector.content).toString('hex')).toBe(vector.framing);
      expect(leafHash(vector.content)).toBe(vector.leafHash);
      expect(vector.previousHash).toBe(previous);
      expect(chainHash(previous, vector.leafHash)).toBe(vector.hash);
      previous = vector.hash;
    }
    expect(vectors).toHaveLength(3);
  });

  it.each([
    ['1970-01-01T00:00:00.000000Z', 0n],
    ['2026-11-23T10:00:00.123456Z', 1795428000123456n],
    ['1969-12-31T23:59:59.999999Z', -1n],
  ])('counts microseconds of %s', (instant, microseconds) => {
    expect(microsecondsOf(instant)).toBe(microseconds);
  });

  it('takes recorded-at with microseconds only', () => {
    expect(() => microsecondsOf('2026-11-23T10:00:00.123Z')).toThrow(RangeError);
  });
});
