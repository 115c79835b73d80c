import { readFile } from 'node:fs/promises';
import { testDatabase } from '@slipway/testing';
import pg from 'pg';
import { microsecondsOf, type LeafContent } from '../src/index.js';

it('the leaf hash that the database makes is that of the test vectors', async () => {
  const text = await readFile(new URL('../framing.vectors.json', import.meta.url), 'utf8');
  const vectors = JSON.parse(text) as { content: LeafContent; leafHash: string }[];
  const database = await testDatabase();
  const client = new pg.Client(database.urlFor('audit'));
  await client.connect();
  for (const { content, leafHash } of vectors) {
    const { rows } = await client.query(`SELECT encode(store.leaf_hash($1, $2, $3, $4, $5, $6, $7), 'hex') AS leaf`, [
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
  await client.end();
  await database.drop();
});
