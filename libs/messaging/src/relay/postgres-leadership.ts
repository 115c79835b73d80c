import { rest } from '@slipway/event-store';
import type { Pool, PoolClient } from 'pg';
import type { Leadership, Term } from './leadership.js';

/** Milliseconds between two tries of an instance that waits. A blocked call instead would hold a snapshot open. */
const tryEvery = 2000;

/** One leader per name and database, by a session's advisory lock: it ends with the connection, however that ends. */
export class PostgresLeadership implements Leadership {
  constructor(
    private readonly pool: Pool,
    private readonly name: string,
  ) {}

  async acquire(stop: AbortSignal): Promise<Term | undefined> {
    while (!stop.aborted) {
      const term = await this.tryOnce();
      if (term !== undefined) return term;
      await rest(tryEvery, stop);
    }
    return undefined;
  }

  private async tryOnce(): Promise<Term | undefined> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [this.name],
      );
      if (rows[0]?.held === true) return term(client);
      client.release();
      return undefined;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

function term(client: PoolClient): Term {
  const lost = new AbortController();
  let released = false;
  const lose = (error?: Error) => {
    lost.abort(error);
  };
  client.on('error', lose);
  client.on('end', lose);
  return {
    lost: lost.signal,
    release: () => {
      if (!released) client.release(true); // Closing the session is what gives the lock back, even when it is half dead.
      released = true;
      return Promise.resolve();
    },
  };
}
