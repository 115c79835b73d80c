import type { ClientBase } from 'pg';

/** What the job library asks of a connection to hear of new jobs and of upgrades. */
const subscription = /^(?:UN)?LISTEN "jobs:insert"/;

/** Signals of this process to the workers of the job library that listen on a connection. */
export interface WorkerSignals {
  /** Has so many workers look for jobs. */
  readonly nudge: (workers: number) => void;
  /** Ends the workers, because their tables are newer than they are. */
  readonly upgraded: () => void;
}

/**
 * Replaces the notifications that the job library listens for by signals of this process. Any role that can connect can notify, and up
 * to version 18 PostgreSQL wakes each listening session of a database at each notification on any channel: twelve sessions that
 * hear of every append cost more than the jobs themselves.
 */
export function signalWorkers(client: ClientBase): WorkerSignals {
  const query = client.query.bind(client) as (...values: unknown[]) => unknown;
  const withoutListening = (...values: unknown[]): unknown =>
    typeof values[0] === 'string' && subscription.test(values[0])
      ? Promise.resolve({ rows: [], rowCount: 0 })
      : query(...values);
  Object.assign(client, { query: withoutListening });
  const emit = (channel: string, payload: object): void => {
    client.emit('notification', { processId: 0, channel, payload: JSON.stringify(payload) });
  };
  return {
    nudge: (workers) => {
      emit('jobs:insert', { count: workers });
    },
    upgraded: () => {
      emit('worker:migrate', { migrationNumber: 0, breaking: true });
    },
  };
}
