import { serviceNames, type ServiceName } from '@slipway/contracts';
import { migrateStore, roleOf } from '@slipway/event-store';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { LocalVariables } from '../settings.js';

export interface PreparedDatabase {
  /** As superuser. */
  readonly adminUrl: string;
  /** As the role of this service. */
  urlFor(service: ServiceName): string;
}

/** Migrates the database to the newest schema. Creates the database `slipway` if the URL names the server's default `postgres`. */
export async function prepareDatabase(
  superuserUrl: string,
  { SLIPWAY_ROLE_PASSWORD: password }: Pick<LocalVariables, 'SLIPWAY_ROLE_PASSWORD'>,
): Promise<PreparedDatabase> {
  const adminUrl = await databaseOfOurs(superuserUrl);
  await migrateStore(adminUrl, { passwordOf: () => password });
  const urlFor = (service: ServiceName) => roleUrl(adminUrl, service, password);
  await Promise.all(serviceNames.map((service) => migrateJobs(urlFor(service), service)));
  return { adminUrl, urlFor };
}

/**
 * Creates a service's job tables before any service runs: workers exit when they are notified of a migration, and the job library's
 * notification reaches the workers of every schema in the database.
 */
const migrateJobs = (connectionString: string, service: ServiceName): Promise<void> =>
  runMigrations({ connectionString, schema: `${service}_jobs`, logger: new Logger(() => () => undefined) });

export function roleUrl(adminUrl: string, service: ServiceName, password: string): string {
  const url = new URL(adminUrl);
  url.username = roleOf(service);
  url.password = encodeURIComponent(password);
  return url.href;
}

async function databaseOfOurs(superuserUrl: string): Promise<string> {
  const url = new URL(superuserUrl);
  if (url.pathname !== '/postgres' && url.pathname !== '/' && url.pathname !== '') return superuserUrl;
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query(`SELECT FROM pg_database WHERE datname = 'slipway'`);
    if (rowCount === 0) await admin.query(`CREATE DATABASE slipway ENCODING 'UTF8' TEMPLATE template0`);
  } finally {
    await admin.end();
  }
  url.pathname = '/slipway';
  return url.href;
}
