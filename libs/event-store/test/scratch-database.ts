import { randomUUID } from 'node:crypto';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import pg from 'pg';
import { migrateStore, roleOf } from '../src/index.js';

export async function testDatabase() {
  const server = process.env['SLIPWAY_TEST_DATABASE_URL'] ?? '';
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const admin = new URL(server);
  admin.pathname = name;
  const passwords = Object.fromEntries(serviceNames.map((service) => [service, service])) as Record<
    ServiceName,
    string
  >;
  await migrateStore(admin.href, { passwords });
  return {
    adminUrl: admin.href,
    urlFor(service: ServiceName) {
      const url = new URL(admin.href);
      url.username = roleOf(service);
      url.password = service;
      return url.href;
    },
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}
