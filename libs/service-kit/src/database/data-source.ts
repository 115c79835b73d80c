import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { ServiceOptions } from '../boot/service-options.js';
import { CreateGivenUp1764500000000 } from './given-up.js';
import { CreateKitTables1763900000000, ProjectionCursor } from './kit-tables.js';

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
    // Migrations are plain SQL: unqualified names are those of the service's schema.
    extra: { options: `-c search_path=${options.service},public` },
    applicationName: `slipway-${options.service}`,
  });
  await underMigrationLock(options.service, url, async () => {
    await dataSource.initialize();
    await dataSource.runMigrations({ transaction: 'each' });
  });
  return dataSource;
}

/** Several instances may boot at once; a session lock lets one migrate while the others wait. */
async function underMigrationLock(service: string, connectionString: string, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString, application_name: `slipway-${service}-migration` });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [`slipway migration ${service}`]);
    await work();
  } finally {
    await client.end();
  }
}
