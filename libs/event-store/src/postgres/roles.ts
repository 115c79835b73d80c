import { setTimeout as delay } from 'node:timers/promises';
import { serviceNames, type ServiceName } from '@slipway/contracts';
import pg from 'pg';

/**
 * Owns the store's tables and functions; cannot log in. Its functions can see how long a transaction has been open, and terminate
 * the session of a service that blocks others with it.
 */
export const ownerRole = 'slipway_owner';

/** The role that a service logs in with. */
export function roleOf(service: ServiceName): string {
  return `slipway_${service}`;
}

/**
 * Roles belong to the whole cluster, so migrations of several databases can create the same role concurrently, and no lock
 * spans databases: each statement is retried if another migration was faster.
 */
const concurrencyCodes = new Set(['42710', '23505', 'XX000', '40001', '40P01']);
const maximumAttempts = 20;

/** Creates the roles that are missing and sets the services' passwords. */
export async function ensureRoles(admin: pg.Client, passwordOf: (service: ServiceName) => string): Promise<void> {
  await ensureRole(admin, ownerRole, 'NOLOGIN');
  await untilNobodyIsFaster(() => admin.query(`GRANT pg_signal_backend, pg_read_all_stats TO ${ownerRole}`));
  for (const service of serviceNames) {
    await ensureRole(admin, roleOf(service), `LOGIN PASSWORD ${pg.escapeLiteral(passwordOf(service))}`);
  }
}

function ensureRole(admin: pg.Client, role: string, attributes: string): Promise<void> {
  return untilNobodyIsFaster(async () => {
    const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    await admin.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} ${attributes}`);
  });
}

async function untilNobodyIsFaster(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const mayRetry = error instanceof pg.DatabaseError && concurrencyCodes.has(error.code ?? '');
      if (!mayRetry || attempt === maximumAttempts) throw error;
      await delay(Math.random() * 20 * attempt);
    }
  }
}
