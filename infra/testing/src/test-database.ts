import { randomBytes } from 'node:crypto';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import { migrateStore, roleOf } from '@slipway/event-store';
import pg from 'pg';
import { testEnvironment } from './environment.js';
import { templateName } from './run/leftovers.js';

export interface TestDatabase {
  /** As superuser. */
  readonly adminUrl: string;
  /** As the role of this service. */
  urlFor(service: ServiceName): string;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
}

const password = 'slipway';
/** Key of the advisory lock under which the first test file of a run makes the template. */
const templateLock = 7_241_553;

/** Creates a migrated database for a test file: a copy of a template that the first file of the run creates. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = testEnvironment('SLIPWAY_TEST_DATABASE_URL');
  const run = testEnvironment('SLIPWAY_TEST_RUN');
  const name = `slipway_test_${run}_${randomBytes(5).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    await ensureTemplate(admin, server, templateName(run));
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${templateName(run)} STRATEGY FILE_COPY`);
    // Rights on a database are the one thing that is not copied from its template.
    const roles = serviceNames.map(roleOf).join(', ');
    await admin.query(`GRANT CONNECT, CREATE ON DATABASE ${name} TO ${roles}`);
  });
  return {
    adminUrl: databaseUrl(server, name),
    urlFor: (service) => databaseUrl(server, name, roleOf(service)),
    drop: () => asAdmin(server, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function ensureTemplate(admin: pg.Client, server: string, template: string): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [templateLock]);
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount !== 0) return;
    const unfinished = `${template}_unfinished`;
    await admin.query(`DROP DATABASE IF EXISTS ${unfinished}`);
    await admin.query(`CREATE DATABASE ${unfinished} ENCODING 'UTF8' TEMPLATE template0`);
    await migrateStore(databaseUrl(server, unfinished), { passwordOf: () => password });
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  }
}

function databaseUrl(server: string, name: string, role?: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (role !== undefined) {
    url.username = role;
    url.password = password;
  }
  return url.href;
}

async function asAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: server, application_name: 'slipway testing' });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
