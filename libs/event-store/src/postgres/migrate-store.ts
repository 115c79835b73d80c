import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { serviceNames, streamOwners, trailKinds, wordsOf, type ServiceName } from '@slipway/contracts';
import pg from 'pg';
import { EventStoreError } from '../errors.js';
import { ensureRoles, ownerRole, roleOf } from './roles.js';

export interface MigrateStoreOptions {
  /** The password of a service's role, see `roleOf`. */
  readonly passwordOf: (service: ServiceName) => string;
}

const migrationsFolder = new URL('./migrations/', import.meta.url);

/** Key of the advisory lock that lets one migration of a database run at a time. */
const migrationLock = '7310587413894170';

/** How long a migration waits for a lock before it fails and names the holder. */
const lockTimeout = '60s';

const lockTimeoutCode = '55P03';

/**
 * Brings a database to the newest schema of the store: roles, schemas (`store` and one per service), tables, functions
 * and rights. Safe to run again at any time, and concurrently.
 *
 * @param adminUrl a superuser's connection to the database
 * @throws EventStoreError MIGRATION_FAILED, e.g. when a migration was changed after it had been applied
 */
export async function migrateStore(adminUrl: string, { passwordOf }: MigrateStoreOptions): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'slipway migration' });
  await admin.connect();
  try {
    await checkEncoding(admin);
    await ensureRoles(admin, passwordOf);
    await admin.query('BEGIN');
    await admin.query(`SET LOCAL lock_timeout = '${lockTimeout}'`);
    await takeMigrationLock(admin);
    await admin.query(`CREATE SCHEMA IF NOT EXISTS store AUTHORIZATION ${ownerRole}`);
    await admin.query(`SET LOCAL ROLE ${ownerRole}`);
    await applyMigrations(admin);
    await recordStreamOwners(admin);
    await admin.query('RESET ROLE');
    await grantRights(admin);
    await admin.query('COMMIT');
  } finally {
    await admin.end();
  }
}

/** Any role can take an advisory lock, so the migration names a holder that does not release it, instead of waiting. */
async function takeMigrationLock(admin: pg.Client): Promise<void> {
  await admin.query('SAVEPOINT before_lock');
  try {
    await admin.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) || cause.code !== lockTimeoutCode) throw cause;
    await admin.query('ROLLBACK TO SAVEPOINT before_lock');
    const { rows } = await admin.query<{ pid: number; usename: string; application_name: string }>(
      `SELECT a.pid, a.usename, a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
          AND l.classid::bigint << 32 | l.objid::bigint = ${migrationLock}`,
    );
    const holders = rows.map(
      ({ pid, usename, application_name }) => `${String(pid)} (${usename}, ${application_name})`,
    );
    const problem = `the lock of migrations is held by session ${holders.join(', ')}: end it with pg_terminate_backend`;
    throw new EventStoreError('MIGRATION_FAILED', { problem }, { cause });
  }
}

async function checkEncoding(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ encoding: string }>(`SELECT current_setting('server_encoding') AS encoding`);
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8') {
    throw new EventStoreError('MIGRATION_FAILED', {
      problem: `the database's encoding is ${String(encoding)}: create it with ENCODING 'UTF8' TEMPLATE template0`,
    });
  }
}

async function applyMigrations(admin: pg.Client): Promise<void> {
  await admin.query(
    'CREATE TABLE IF NOT EXISTS store.migration (name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await admin.query<{ name: string; digest: string }>('SELECT name, digest FROM store.migration');
  const applied = new Map(rows.map(({ name, digest }) => [name, digest]));
  for (const name of (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort()) {
    const sql = await readFile(new URL(name, migrationsFolder), 'utf8');
    const digest = hash('sha256', sql, 'hex');
    const known = applied.get(name);
    if (known === undefined) {
      await applyMigration(admin, name, sql);
      await admin.query('INSERT INTO store.migration (name, digest) VALUES ($1, $2)', [name, digest]);
    } else if (known !== digest) {
      throw new EventStoreError('MIGRATION_FAILED', {
        migration: name,
        problem: 'it was changed after it had been applied: restore it and add a new one',
      });
    }
  }
}

async function applyMigration(admin: pg.Client, migration: string, sql: string): Promise<void> {
  try {
    await admin.query(sql);
  } catch (cause) {
    throw new EventStoreError('MIGRATION_FAILED', { migration, problem: String(cause) }, { cause });
  }
}

async function recordStreamOwners(admin: pg.Client): Promise<void> {
  const owners = serviceNames.flatMap((service) =>
    streamOwners[service].map((category) => ({
      category,
      role: roleOf(service),
      words: wordsOf(service),
      // unnest flattens nested arrays instead of returning them as rows.
      trails: `{${trailKinds[service].join(',')}}`,
    })),
  );
  await admin.query(
    `INSERT INTO store.stream_owner AS o (category, role, words, trails)
       SELECT category, role, words, trails::text[] FROM unnest($1::text[], $2::name[], $3::text[], $4::text[]) n(category, role, words, trails)
       ON CONFLICT (category) DO UPDATE SET role = EXCLUDED.role, words = EXCLUDED.words, trails = EXCLUDED.trails
         WHERE (o.role, o.words, o.trails) <> (EXCLUDED.role, EXCLUDED.words, EXCLUDED.trails)`,
    [
      owners.map(({ category }) => category),
      owners.map(({ role }) => role),
      owners.map(({ words }) => words),
      owners.map(({ trails }) => trails),
    ],
  );
  await admin.query('DELETE FROM store.stream_owner WHERE category <> ALL ($1)', [
    owners.map(({ category }) => category),
  ]);
}

async function grantRights(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ database: string }>('SELECT current_database() AS database');
  const database = pg.escapeIdentifier(rows[0]?.database ?? '');
  const roles = serviceNames.map(roleOf).join(', ');
  await admin.query(`
    REVOKE ALL ON ALL TABLES IN SCHEMA store FROM PUBLIC;
    REVOKE ALL ON ALL ROUTINES IN SCHEMA store FROM PUBLIC;
    GRANT USAGE ON SCHEMA store TO ${roles};
    GRANT SELECT ON store.events, store.log, store.work TO ${roles};
    GRANT EXECUTE ON FUNCTION store.leaf_hash, store.append, store.sequence, store.put_evidence, store.get_evidence,
      store.describe_evidence, store.take_lease, store.release_lease TO ${roles};
    -- A service's job library makes a schema of its own.
    GRANT CONNECT, CREATE ON DATABASE ${database} TO ${roles};
  `);
  for (const service of serviceNames) {
    await admin.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(service)} AUTHORIZATION ${roleOf(service)}`);
  }
}
