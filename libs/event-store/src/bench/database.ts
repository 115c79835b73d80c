import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@slipway/contracts';
import pg from 'pg';
import { migrateStore } from '../postgres/migrate-store.js';
import { roleOf } from '../postgres/roles.js';

export interface BenchDatabase {
  readonly adminUrl: string;
  readonly serviceUrl: (service: ServiceName) => string;
  readonly drop: () => Promise<void>;
}

/** A migrated database of its own on this server. */
export async function benchDatabase(serverUrl: string): Promise<BenchDatabase> {
  const name = `slipway_bench_${randomBytes(4).toString('hex')}`;
  await asAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const password = randomBytes(12).toString('hex');
  const urlOf = (user?: string) => {
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    if (user !== undefined) Object.assign(url, { username: user, password });
    return url.href;
  };
  await migrateStore(urlOf(), { passwordOf: () => password });
  return {
    adminUrl: urlOf(),
    serviceUrl: (service) => urlOf(roleOf(service)),
    drop: () => asAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
