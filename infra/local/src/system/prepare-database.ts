import { serviceNames, type ServiceName } from '@slipway/contracts';
import { migrateStore } from '@slipway/event-store';
import pg from 'pg';
import type { LocalVariables } from '../settings.js';

export interface PreparedDatabase {
  /** As superuser. */
  readonly adminUrl: string;
  /** As the role of this service. */
  urlFor(service: ServiceName): string;
}

/** Brings the database to the newest schema; makes the database `slipway` where the URL names the server's own `postgres`. */
export async function prepareDatabase(
  superuserUrl: string,
  { SLIPWAY_ROLE_PASSWORD: password }: Pick<LocalVariables, 'SLIPWAY_ROLE_PASSWORD'>,
): Promise<PreparedDatabase> {
  const adminUrl = await databaseOfOurs(superuserUrl);
  const passwords = Object.fromEntries(serviceNames.map((service) => [service, password])) as Record<
    ServiceName,
    string
  >;
  await migrateStore(adminUrl, { passwords });
  return { adminUrl, urlFor: (service) => roleUrl(adminUrl, service, password) };
}

export function roleUrl(adminUrl: string, service: ServiceName, password: string): string {
  const url = new URL(adminUrl);
  url.username = `slipway_${service}`;
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
