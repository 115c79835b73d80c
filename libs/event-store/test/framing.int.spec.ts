import { readFile } from 'node:fs/promises';
import { microsecondsOf, type LeafContent } from '../src/index.js';
import { StoreUnderTest } from './support.js';

describe('the leaf hash that the database makes', () => {
  let underTest: StoreUnderTest;

  beforeAll(async () => {
    underTest = await StoreUnderTest.open();
  });
  afterAll(() => underTest.close());

  it('is that of the test vectors', async () => {
    const text = await readFile(new URL('../framing.vectors.json', import.meta.url), 'utf8');
    const vectors = JSON.parse(text) as { content: LeafContent; leafHash: string }[];
    const audit = await underTest.connect('audit');
    for (const { content, leafHash } of vectors) {
      const { rows } = await audit.query(`SELECT encode(store.leaf_hash($1, $2, $3, $4, $5, $6, $7), 'hex') AS leaf`, [
        content.trail,
        content.trailPosition,
        content.stream,
        content.streamPosition,
        microsecondsOf(content.recordedAt),
        content.envelope,
        content.payload,
      ]);
      expect(rows).toEqual([{ leaf: leafHash }]);
    }
  });
});
