import { randomUUID } from 'node:crypto';

/** The lease that all services share: its holder calls `store.sequence`. Every other name belongs to the role that takes it. */
export const sequencerLease = 'sequencer';

export interface LeaseSettings {
  /** A pool or client of pg, with the role of the service. */
  readonly connection: { query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }> };
  /** One for each name, and for each role, at a time. */
  readonly name: string;
  /** How long it lasts without being renewed; at most 60. */
  readonly seconds: number;
}

/**
 * Elects one of several processes, in a table that only functions of the store change. It expires: a process that is
 * frozen or gone does not renew it, and the database clock decides when it is over. A lease usually prevents two processes from
 * working at once, but gives no guarantee: use a fence or a unique key for anything that must never happen twice.
 */
export class Lease {
  private readonly holder = randomUUID();

  constructor(private readonly settings: LeaseSettings) {}

  /** Takes the lease if it is free or expired, or renews it. False: another process has it. */
  take(): Promise<boolean> {
    const { name, seconds } = this.settings;
    return this.ask('store.take_lease($1, $2, $3)', [name, this.holder, seconds]);
  }

  /** Releases the lease, or removes an expired one. Returns whether it is free now. */
  release(): Promise<boolean> {
    return this.ask('store.release_lease($1, $2)', [this.settings.name, this.holder]);
  }

  private async ask(call: string, values: unknown[]): Promise<boolean> {
    const { rows } = await this.settings.connection.query(`SELECT ${call} AS yes`, values);
    return (rows[0] as { yes: boolean } | undefined)?.yes === true;
  }
}
