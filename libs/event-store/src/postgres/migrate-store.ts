import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { serviceNames, streamOwners, wordsOf, type ServiceName } from '@slipway/contracts';
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

/**
 * Brings a database to the newest schema of the store: roles, schemas (`store` and one per service), tables, functions
 * and rights. Can be run again at any time, by several at once.
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
    await admin.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
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
    streamOwners[service].map((category) => ({ category, role: roleOf(service), words: wordsOf(service) })),
  );
  await admin.query(
    `INSERT INTO store.stream_owner AS o (category, role, words) SELECT * FROM unnest($1::text[], $2::name[], $3::text[])
       ON CONFLICT (category) DO UPDATE SET role = EXCLUDED.role, words = EXCLUDED.words
         WHERE (o.role, o.words) <> (EXCLUDED.role, EXCLUDED.words)`,
    [owners.map(({ category }) => category), owners.map(({ role }) => role), owners.map(({ words }) => words)],
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
    GRANT USAGE ON SCHEMA store TO ${roles};
    GRANT SELECT ON store.events, store.log, store.work TO ${roles};
    GRANT EXECUTE ON FUNCTION store.leaf_hash, store.append, store.sequence, store.put_evidence, store.get_evidence,
      store.describe_evidence TO ${roles};
    -- A service's job library makes a schema of its own.
    GRANT CONNECT, CREATE ON DATABASE ${database} TO ${roles};
  `);
  for (const service of serviceNames) {
    await admin.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(service)} AUTHORIZATION ${roleOf(service)}`);
  }
}
