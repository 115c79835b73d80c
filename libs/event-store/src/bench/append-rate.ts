import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { sampleAppend, sampleEvent } from '../contract/sample-events.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { prepareAppend } from '../prepare-append.js';
import type { BenchDatabase } from './database.js';
import { median, percentile } from './statistics.js';

export interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface AppendComparison {
  readonly writers: number;
  readonly insert: Rate;
  readonly append: Rate;
  /** append / insert */
  readonly ratio: number;
}

/**
 * Appends beside plain INSERTs of the same rows into an equal table: same columns, keys and checks, each writer with a
 * connection and one row per transaction. The two take turns, so that what else the machine does meets both.
 */
export async function compareAppends(
  database: BenchDatabase,
  writers: number,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<AppendComparison> {
  const inserts = new pg.Pool({ connectionString: database.adminUrl, max: writers });
  await inserts.query('CREATE TABLE IF NOT EXISTS public.plain (LIKE store.events INCLUDING ALL)');
  const store = new PostgresEventStore({ databaseUrl: database.serviceUrl('planning') });
  const measured: { insert: Rate; append: Rate }[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const insert = await rateOf(writers, milliseconds, () => insertWriter(inserts));
      const append = await rateOf(writers, milliseconds, () => appendWriter(store));
      // The first round warms up.
      if (round > 0) measured.push({ insert, append });
    }
  } finally {
    await store.close();
    await inserts.end();
  }
  const insert = medianRate(measured.map((round) => round.insert));
  const append = medianRate(measured.map((round) => round.append));
  const ratio = median(measured.map((round) => round.append.perSecond / round.insert.perSecond));
  return { writers, insert, append, ratio };
}

function appendWriter(store: PostgresEventStore): () => Promise<unknown> {
  const trail = `shop-${randomUUID()}`;
  let position = 0;
  return () => {
    const append = sampleAppend({ stream: `release-${trail}`, trail }, position, [sampleEvent()]);
    position += 1;
    return store.append(append);
  };
}

function insertWriter(pool: pg.Pool): () => Promise<unknown> {
  const trail = `shop-${randomUUID()}`;
  const stream = `release-${trail}`;
  const bytes = randomBytes(32);
  let position = 0;
  return () => {
    position += 1;
    // The bytes are made as for an append: what is compared is the storing.
    const [event] = prepareAppend(sampleAppend({ stream, trail })).events;
    return pool.query({
      name: 'insert',
      text: `INSERT INTO public.plain (trail, trail_position, stream, stream_position, id, type, recorded_at, envelope, payload, leaf_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9, $10)`,
      values: [
        trail,
        position,
        stream,
        position,
        event?.id,
        event?.type,
        event?.envelope,
        event?.payload,
        bytes,
        bytes,
      ],
    });
  };
}

async function rateOf(writers: number, milliseconds: number, writer: () => () => Promise<unknown>): Promise<Rate> {
  const durations: number[] = [];
  const began = performance.now();
  const deadline = began + milliseconds;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      const write = writer();
      for (let now = performance.now(); now < deadline;) {
        await write();
        const done = performance.now();
        durations.push(done - now);
        now = done;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return {
    perSecond: durations.length / seconds,
    p50: percentile(durations, 50),
    p99: percentile(durations, 99),
  };
}

function medianRate(rates: readonly Rate[]): Rate {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p50: median(rates.map((rate) => rate.p50)),
    p99: median(rates.map((rate) => rate.p99)),
  };
}
