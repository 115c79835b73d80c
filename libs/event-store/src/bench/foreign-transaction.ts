import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { sampleAppend } from '../contract/sample-events.js';
import { PostgresEventStore } from '../postgres/postgres-event-store.js';
import { Sequencer } from '../postgres/sequencer.js';
import type { BenchDatabase } from './database.js';

const writers = 64;

/**
 * Measures while a transaction of somebody else is open and has kept the rows of this many events, long sequenced, alive in
 * the work table: what an idle session, a long report or a backup does to every table that is emptied by DELETE.
 */
export async function behindForeignTransaction<Figures>(
  database: BenchDatabase,
  events: number,
  measure: () => Promise<Figures>,
): Promise<Figures> {
  const foreign = new pg.Client(database.adminUrl);
  await foreign.connect();
  try {
    await foreign.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await foreign.query('SELECT count(*) FROM store.work');
    await appendAndSequence(database, events);
    return await measure();
  } finally {
    await foreign.end();
  }
}

async function appendAndSequence(database: BenchDatabase, events: number): Promise<void> {
  const store = new PostgresEventStore({ databaseUrl: database.serviceUrl('planning') });
  const sequencer = new Sequencer({ databaseUrl: database.serviceUrl('audit') });
  sequencer.start();
  try {
    const size = (await store.logSize()) + events;
    await Promise.all(Array.from({ length: writers }, () => appendTimes(store, events / writers)));
    while ((await store.logSize()) < size) await pause(50);
  } finally {
    await Promise.all([store.close(), sequencer.stop()]);
  }
}

async function appendTimes(store: PostgresEventStore, times: number): Promise<void> {
  const trail = `shop-${randomUUID()}`;
  for (let sent = 0; sent < times; sent += 1) await store.append(sampleAppend({ stream: `release-${trail}`, trail }));
}
