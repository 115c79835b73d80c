import { serviceNames } from '@slipway/contracts';
import { rest } from '@slipway/event-store';
import fc from 'fast-check';
import type pg from 'pg';
import { fault, lasting, seconds } from './fault.js';

const roles = fc.constantFrom(...serviceNames);

/** An idle transaction with an old snapshot, which keeps dead rows alive. */
export const openTransaction = fault({
  name: 'open-transaction',
  plans: () => fc.record({ role: roles, forMs: lasting(5000, 20_000) }),
  says: ({ role, forMs }) => `a transaction of ${role} stays open for ${seconds(forMs)}`,
  inflict: ({ role, forMs }, { database }, over) =>
    database.as(role, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await client.query('SELECT count(*) FROM store.log');
      await rest(forMs, over);
      await client.query('ROLLBACK');
    }),
});

/** Takes every advisory lock that is held at that moment, as any login role can. */
export const holdAdvisoryLocks = fault({
  name: 'hold-advisory-locks',
  plans: () => fc.record({ role: roles, forMs: lasting(2000, 8000) }),
  says: ({ role, forMs }) => `${role} queues for every advisory lock of others and keeps them for ${seconds(forMs)}`,
  inflict: ({ role, forMs }, { database }, over) =>
    database.as(role, async (client) => {
      const { rows } = await client.query<{ key: string }>(
        `SELECT DISTINCT (classid::bigint << 32 | objid::bigint)::text AS key FROM pg_locks
          WHERE locktype = 'advisory' AND objsubid = 1`,
      );
      // A lock that its holder releases in the meantime is taken and kept until this session ends.
      const deadline = performance.now() + forMs;
      while (performance.now() < deadline && !over.aborted) {
        for (const { key } of rows) await client.query('SELECT pg_try_advisory_lock($1)', [key]);
        await rest(20, over);
      }
    }),
});

/** Locks every visible table in the strongest mode that the role has rights for: its own tables exclusively, those of the store against DDL. */
export const holdTableLocks = fault({
  name: 'hold-table-locks',
  plans: () => fc.record({ role: roles, forMs: lasting(500, 4000) }),
  says: ({ role, forMs }) => `${role} locks all tables that it can for ${seconds(forMs)}`,
  inflict: ({ role, forMs }, { database }, over) =>
    database.as(role, async (client) => {
      await client.query(`SET lock_timeout = '100ms'`);
      await client.query('BEGIN');
      for (const table of await tablesOf(client)) await lockAsStronglyAsMay(client, table);
      await rest(forMs, over);
      await client.query('ROLLBACK');
    }),
});

async function tablesOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_schema_privilege(n.oid, 'USAGE')
        AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Skips a lock that the role has no right to, or does not get in time. */
async function lockAsStronglyAsMay(client: pg.Client, table: string): Promise<void> {
  for (const mode of ['ACCESS EXCLUSIVE', 'ROW EXCLUSIVE', 'ACCESS SHARE']) {
    await client.query('SAVEPOINT try');
    try {
      await client.query(`LOCK TABLE ${table} IN ${mode} MODE`);
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== '42501' && code !== '55P03') throw error;
      await client.query('ROLLBACK TO SAVEPOINT try');
    }
  }
}

/** The channels on which the parts of Slipway and of its job library wake each other. */
const channels = ['slipway_log', 'slipway_appended', 'jobs:insert', 'worker:migrate'];
const payloads = ['', 'x', '0', '-1', '999999999', '1e999', '9007199254740993', '{"a":1}', '🦊'.repeat(500)];

/** Any login role can send anything on any channel. */
export const spoofNotifications = fault({
  name: 'spoof-notifications',
  plans: () =>
    fc.record({
      role: roles,
      channel: fc.constantFrom(...channels),
      payload: fc.constantFrom(...payloads),
      times: fc.constantFrom(1, 20, 2000),
    }),
  says: ({ role, channel, payload, times }) =>
    `${role} notifies ${channel} of '${payload.slice(0, 20)}' ${String(times)} times`,
  inflict: ({ role, channel, payload, times }, { database }, over) =>
    database.as(role, async (client) => {
      for (let time = 0; time < times && !over.aborted; time += 1) {
        await client.query('SELECT pg_notify($1, $2)', [channel, payload]);
      }
    }),
});
