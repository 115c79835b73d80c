import type { ServiceName } from '@slipway/contracts';
import { roleUrl } from '@slipway/local';
import pg from 'pg';

interface Access {
  /** As superuser. */
  readonly adminUrl: string;
  /** Of every service's role. */
  readonly password: string;
}

const connectWithin = 5000;

/** The database of the system, for checks and for clients with the password of a role. */
export class Database {
  constructor(private readonly access: Access) {}

  /** As superuser, on a connection of its own: the server may have been killed since the last question. */
  async ask<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.with(this.access.adminUrl, async (client) => (await client.query<Row>(text, [...values])).rows);
  }

  /** Runs the work as a service's role and releases everything that it holds, whether the work succeeds or fails. */
  async as(role: ServiceName, work: (client: pg.Client) => Promise<void>): Promise<void> {
    await this.with(roleUrl(this.access.adminUrl, role, this.access.password), work);
  }

  private async with<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString,
      application_name: 'chaos',
      connectionTimeoutMillis: connectWithin,
    });
    const broken = new Promise<never>((_resolve, reject) => client.once('error', reject));
    // Ignored once the work is done.
    broken.catch(() => undefined);
    await client.connect();
    try {
      return await Promise.race([work(client), broken]);
    } finally {
      await client.end();
    }
  }
}
