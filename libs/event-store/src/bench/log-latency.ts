import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleAppend } from '../contract/sample-events.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { Sequencer } from '../postgres/sequencer.js';
import type { BenchDatabase } from './database.js';
import { percentile } from './statistics.js';

export interface LogLatency {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Milliseconds from an append's answer (its commit) until another service has heard of its log index, at this rate over
 * ten trails. Events get their indexes in the order of their appends or close to it; each append is matched with the
 * first size of the log that covers as many.
 */
export async function measureLogLatency(
  database: BenchDatabase,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<LogLatency> {
  const writer = new PostgresEventStore({ databaseUrl: database.serviceUrl('planning') });
  const reader = new PostgresEventStore({ databaseUrl: database.serviceUrl('audit') });
  const sequencer = new Sequencer({ databaseUrl: database.serviceUrl('audit') });
  sequencer.start();
  const heard: { size: number; at: number }[] = [];
  reader.onLogGrowth((size) => heard.push({ size, at: performance.now() }));
  try {
    const first = await caughtUp(writer);
    const committed = await appendSteadily(writer, perSecond, seconds);
    while ((heard.at(-1)?.size ?? 0) < first + committed.length) await pause(5);
    const latencies = committed
      .toSorted((a, b) => a - b)
      .map((at, index) => (heard.find(({ size }) => size > first + index)?.at ?? Number.NaN) - at);
    return { perSecond, p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
  } finally {
    await Promise.all([writer.close(), reader.close(), sequencer.stop()]);
  }
}

/** The size of the log once everything that was appended is in it. */
async function caughtUp(store: PostgresEventStore): Promise<number> {
  const trail = `shop-${randomUUID()}`;
  await store.append(sampleAppend({ stream: `release-${trail}`, trail }));
  while ((await store.readTrailRaw(trail)).logged.length === 0) await pause(20);
  return store.logSize();
}

async function appendSteadily(store: PostgresEventStore, perSecond: number, seconds: number): Promise<number[]> {
  const committed: number[] = [];
  const trails = Array.from({ length: 10 }, () => `shop-${randomUUID()}`);
  const began = performance.now();
  const appends: Promise<void>[] = [];
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const due = began + (sent * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    const trail = trails[sent % trails.length] ?? '';
    const append = store.append(sampleAppend({ stream: `release-${trail}`, trail }));
    appends.push(append.then(() => void committed.push(performance.now())));
  }
  await Promise.all(appends);
  return committed;
}
