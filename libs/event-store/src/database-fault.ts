/**
 * The cause when PostgreSQL refuses a statement, and therefore the remedy:
 * - `data`: the value can never be stored. Send something else.
 * - `race`: another transaction was faster or blocked this one. The same statement can succeed immediately.
 * - `outage`: the server is unreachable, overloaded or not migrated, or a lock is held for long. Wait.
 */
export type DatabaseFault = 'data' | 'race' | 'outage';

/**
 * SQLSTATEs by their beginning, the longest first. PostgreSQL, appendix A.
 * 08P01 is a message that the protocol does not have, such as more than 65,535 parameters; 54 a limit, such as the length of an index row.
 */
const faults: readonly (readonly [state: string, fault: DatabaseFault])[] = [
  ['08P01', 'data'],
  ['23505', 'race'],
  ['23P01', 'race'],
  ['57014', 'race'],
  ['08', 'outage'],
  ['21', 'data'],
  ['22', 'data'],
  ['23', 'data'],
  ['40', 'race'],
  ['44', 'data'],
  ['54', 'data'],
  ['P0', 'data'],
];

const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;
const deepestCause = 8;

/**
 * Classifies an error of PostgreSQL, at whatever depth of causes it lies (`cause`, TypeORM's `driverError`). In one place, for
 * appends, reactions, projections, timers and doors alike.
 * @returns nothing when no error of PostgreSQL is behind it
 */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const state = sqlStateOf(error);
  if (state === undefined) return undefined;
  return faults.find(([beginning]) => state.startsWith(beginning))?.[1] ?? 'outage';
}

/** The SQLSTATE that an error carries, itself or as its cause. */
export function sqlStateOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > deepestCause) return undefined;
  // Both are on every error that the server sends; an error of Node.js has a code too.
  if ('code' in error && 'severity' in error && typeof error.code === 'string' && sqlState.test(error.code)) {
    return error.code;
  }
  return sqlStateOf(Reflect.get(error, 'driverError'), depth + 1) ?? sqlStateOf(Reflect.get(error, 'cause'), depth + 1);
}
