import { randomUUID } from 'node:crypto';

/** The lease that all services share: who of them calls `store.sequence`. Every other name belongs to the role that takes it. */
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
 * The turn of one of several processes, in a table that only functions of the store change. It ends by itself: a process that is
 * frozen or gone does not renew it, and the database's clock says when it is over. It keeps two from working at once most of the
 * time, no more: what must never happen twice is for a fence or a unique key.
 */
export class Lease {
  private readonly holder = randomUUID();

  constructor(private readonly settings: LeaseSettings) {}

  /** Takes it when it is free or over, renews it when it is ours; false: another process has it. */
  take(): Promise<boolean> {
    const { name, seconds } = this.settings;
    return this.ask('store.take_lease($1, $2, $3)', [name, this.holder, seconds]);
  }

  /** Gives it up, or removes it when it is over. Answers whether nobody has it now. */
  release(): Promise<boolean> {
    return this.ask('store.release_lease($1, $2)', [this.settings.name, this.holder]);
  }

  private async ask(call: string, values: unknown[]): Promise<boolean> {
    const { rows } = await this.settings.connection.query(`SELECT ${call} AS yes`, values);
    return (rows[0] as { yes: boolean } | undefined)?.yes === true;
  }
}
