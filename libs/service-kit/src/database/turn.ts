import { Lease } from '@slipway/event-store';
import type { DataSource } from 'typeorm';

/** How long a turn is waited for. */
const patience = '30s';
/** How long its work may leave the session idle: a process that is frozen in it holds the others up no longer. */
const longestTurn = '60s';

/**
 * Runs the work while nobody else of this service, in whichever instance, has the turn of this name. The lock is a key of a table of
 * the service's own, not an advisory one, which any role could take. It is gone with the connection.
 * @throws what the work throws, and PostgreSQL's 55P03 when the turn does not come within 30 s
 */
export function inTurn<Result>(dataSource: DataSource, name: string, work: () => Promise<Result>): Promise<Result> {
  return dataSource.transaction(async (manager) => {
    await manager.query(`set local lock_timeout = '${patience}'`);
    await manager.query(`set local idle_in_transaction_session_timeout = '${longestTurn}'`);
    // Who comes second waits at this key until the transaction ends. No row is left.
    await manager.query('insert into turn (name) values ($1)', [name]);
    await manager.query('delete from turn where name = $1', [name]);
    return work();
  });
}

/** The lease of this name among the instances of the service, on the connections of its data source. */
export function leaseOf(dataSource: DataSource, name: string, seconds: number): Lease {
  const query = async (text: string, values: unknown[]) => ({ rows: await dataSource.query<unknown[]>(text, values) });
  return new Lease({ connection: { query }, name, seconds });
}
