import { Lease } from '@slipway/event-store';
import type { DataSource } from 'typeorm';

/** Longest wait for a turn. */
const patience = '30s';
/** Longest time that the session can be idle during the work: a frozen process blocks the others no longer than this. */
const longestTurn = '60s';

/**
 * Runs the work while no other instance of this service has the turn with this name. The lock is a key in a table of
 * the service, not an advisory lock, which any role could take. It ends with the connection.
 * @throws what the work throws, and PostgreSQL's 55P03 if the turn does not come within 30 s
 */
export function inTurn<Result>(dataSource: DataSource, name: string, work: () => Promise<Result>): Promise<Result> {
  return dataSource.transaction(async (manager) => {
    await manager.query(`set local lock_timeout = '${patience}'`);
    await manager.query(`set local idle_in_transaction_session_timeout = '${longestTurn}'`);
    // A second transaction waits at this key until the first one ends. No row is left.
    await manager.query('insert into turn (name) values ($1)', [name]);
    await manager.query('delete from turn where name = $1', [name]);
    return work();
  });
}

/** The lease with this name among the instances of the service, on the connections of its data source. */
export function leaseOf(dataSource: DataSource, name: string, seconds: number): Lease {
  const query = async (text: string, values: unknown[]) => ({ rows: await dataSource.query<unknown[]>(text, values) });
  return new Lease({ connection: { query }, name, seconds });
}
