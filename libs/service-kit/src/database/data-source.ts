import { setTimeout as delay } from 'node:timers/promises';
import { Lease } from '@slipway/event-store';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { ServiceOptions } from '../boot/service-options.js';
import { CreateGivenUp1764500000000 } from './given-up.js';
import { CreateKitTables1763900000000, ProjectionCursor } from './kit-tables.js';

const longestPause = '30s';

/** The service's own schema, migrated: its entities, projections and the kit's tables. */
export async function openDataSource(options: ServiceOptions, url: string): Promise<DataSource> {
  const projected = (options.projections ?? []).flatMap(({ entities }) => entities);
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema: options.service,
    entities: [...new Set([ProjectionCursor, ...(options.entities ?? []), ...projected])],
    migrations: [CreateKitTables1763900000000, CreateGivenUp1764500000000, ...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    // Migrations are plain SQL: unqualified names are those of the service's schema. A process that is frozen in a transaction
    // holds its locks no longer than the timeout.
    extra: {
      options: `-c search_path=${options.service},public -c idle_in_transaction_session_timeout=${longestPause}`,
    },
    applicationName: `slipway-${options.service}`,
  });
  await alone(options.service, url, async () => {
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
  });
  return dataSource;
}

/** Several instances can start at the same time: one migrates while the others wait, for as long as it lives. */
async function alone(service: string, connectionString: string, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString, application_name: `slipway-${service}-migration` });
  await client.connect();
  const lease = new Lease({ connection: client, name: 'migration', seconds: 60 });
  while (!(await lease.take())) await delay(100);
  // A renewal that fails is no reason to stop: each migration is a transaction, and conflicts with that of another
  // instance.
  const renewing = setInterval(() => void lease.take().catch(() => false), 15_000);
  try {
    await work();
  } finally {
    clearInterval(renewing);
    await lease.release();
    await client.end();
  }
}
