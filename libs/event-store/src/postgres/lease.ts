import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** The lease that all services share: who of them calls `store.sequence`. Every other name belongs to the role that takes it. */
export const sequencerLease = 'sequencer';

export interface LeaseSettings {
  readonly connection: Pick<Pool, 'query'>;
  /** One for each name, and for each role, at a time. */
  readonly name: string;
  /** How long it lasts without being renewed; at most 60. */
  readonly seconds: number;
}

/**
 * The turn of one of several processes, in a table that only functions of the store change. It ends by itself: a process that is
 * frozen or gone does not renew it, and the database's clock says when it is over. It keeps two from working at once most of the
 * time, no more: what must never happen twice is for a fence or a unique key.
 */
export class Lease {
  private readonly holder = randomUUID();

  constructor(private readonly settings: LeaseSettings) {}

  /** Takes it when it is free or over, renews it when it is ours; false: another process has it. */
  async take(): Promise<boolean> {
    const { connection, name, seconds } = this.settings;
    const { rows } = await connection.query<{ taken: boolean }>('SELECT store.take_lease($1, $2, $3) AS taken', [
      name,
      this.holder,
      seconds,
    ]);
    return rows[0]?.taken === true;
  }

  /** Gives it up, or removes it when it is over. Answers whether nobody has it now. */
  async release(): Promise<boolean> {
    const { connection, name } = this.settings;
    const { rows } = await connection.query<{ free: boolean }>('SELECT store.release_lease($1, $2) AS free', [
      name,
      this.holder,
    ]);
    return rows[0]?.free === true;
  }
}
