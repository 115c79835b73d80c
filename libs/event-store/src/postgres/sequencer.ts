import pg from 'pg';
import { EventStoreError } from '../errors.js';
import { Standstill } from '../standstill.js';
import { PacedWakeUp } from '../wake-up.js';
import { DurableConnection, warnOfBackgroundError, type BackgroundErrorListener } from './durable-connection.js';
import { channels } from './channels.js';
import { Lease, sequencerLease } from './lease.js';
import { logSizeQuery } from './log-growth.js';
import { asText, type Row } from './rows.js';
import { WorkFloor } from './work-floor.js';

export interface SequencerOptions {
  readonly databaseUrl: string;
  readonly applicationName?: string;
  /** Events per call, at most. */
  readonly batch?: number;
  /** Polling interval of the work table in milliseconds, without a notification. */
  readonly safetyInterval?: number;
  /** Milliseconds between sweeps of the whole work table. */
  readonly sweepInterval?: number;
  /** Milliseconds between a candidate's attempts to lead. */
  readonly candidateInterval?: number;
  /** Milliseconds that committed events can wait, while none enters the log, before a candidate works beside the lease holder. */
  readonly patience?: number;
  readonly onBackgroundError?: BackgroundErrorListener;
}

const leaseSeconds = 4;
/** Milliseconds between renewals of the lease. */
const renewInterval = 1000;
/** Milliseconds for which a candidate works without the lease. */
const helpingTerm = 30_000;
/** Checking the work table takes at most a hundredth of a candidate's time. */
const lookShare = 100;
/** Any role can notify, and a check that finds nothing must be cheap: see `PacedWakeUp`. */
const pauses = { shortest: 1, longest: 100 };

/** No statement here takes long or leaves a transaction open: if one does, the server terminates it and releases its locks. */
const sessionSettings = '-c statement_timeout=20s -c idle_in_transaction_session_timeout=5s';

/**
 * Assigns log indexes to committed events. Every service instance runs one; the lease holder works, the others wait to
 * take over. The lease expires when its holder is gone or frozen. If a holder renews it but does nothing, an instance that sees
 * committed events wait while none enters the log works beside it. Correctness depends only on the database function; this class
 * decides when to call it and from which id.
 */
export class Sequencer {
  private readonly connection: DurableConnection;
  /** A connection for statements that must not wait for a call of the function, or delay one. */
  private readonly side: pg.Pool;
  private readonly wakeUp = new PacedWakeUp(pauses);
  private readonly lease: Lease;
  private readonly standstill = new Standstill();
  private readonly settings: Required<SequencerOptions>;
  private stopping: Promise<void> | undefined;
  private floor = new WorkFloor();
  private sweeping: Promise<void> | undefined;
  private sweptAt = 0;
  private renewedAt = -Infinity;
  private helpingUntil = -Infinity;
  private lookNextAt = -Infinity;

  constructor(options: SequencerOptions) {
    this.settings = {
      applicationName: 'slipway sequencer',
      batch: 1000,
      safetyInterval: 1000,
      sweepInterval: 3000,
      candidateInterval: 2000,
      patience: 2000,
      onBackgroundError: warnOfBackgroundError,
      ...options,
    };
    const { databaseUrl, applicationName, onBackgroundError } = this.settings;
    this.connection = new DurableConnection({
      databaseUrl,
      applicationName,
      settings: sessionSettings,
      session: (client, signal) => this.session(client, signal),
      onBackgroundError,
    });
    this.side = new pg.Pool({
      connectionString: databaseUrl,
      application_name: `${applicationName} sweep`,
      options: sessionSettings,
      max: 1,
    });
    this.side.on('error', onBackgroundError);
    this.lease = new Lease({ connection: this.side, name: sequencerLease, seconds: leaseSeconds });
  }

  start(): void {
    this.connection.start();
  }

  /** Releases the lease and closes the connections. */
  stop(): Promise<void> {
    return (this.stopping ??= this.stopOnce());
  }

  private async stopOnce(): Promise<void> {
    await this.connection.stop();
    await this.lease.release().catch(this.settings.onBackgroundError);
    await this.side.end();
  }

  private async session(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { candidateInterval } = this.settings;
    client.on('notification', () => {
      this.wakeUp.raise();
    });
    this.renewedAt = -Infinity;
    while (!signal.aborted) {
      if ((await this.mayLead()) || (await this.mustHelp())) await this.lead(client, signal);
      await this.wakeUp.wait(signal, candidateInterval * (0.75 + Math.random() / 2));
    }
  }

  /** Takes or renews the lease; whether this instance has it. */
  private async mayLead(): Promise<boolean> {
    const now = performance.now();
    if (now - this.renewedAt < renewInterval) return true;
    if (await this.lease.take()) {
      this.renewedAt = now;
      return true;
    }
    this.renewedAt = -Infinity;
    return now < this.helpingUntil;
  }

  /** Whether the lease holder does nothing. */
  private async mustHelp(): Promise<boolean> {
    const began = performance.now();
    if (began < this.lookNextAt) return false;
    const { rows } = await this.side.query<{ size: string; waiting: boolean }>(
      `SELECT size, EXISTS (SELECT FROM store.work) AS waiting FROM (${logSizeQuery}) l`,
    );
    const now = performance.now();
    // The check skips dead rows that another transaction keeps alive.
    this.lookNextAt = now + (now - began) * lookShare;
    const logSize = Number(rows[0]?.size);
    const head = rows[0]?.waiting === true ? logSize + 1 : logSize;
    if (this.standstill.observe(logSize, head) < this.settings.patience) return false;
    this.settings.onBackgroundError(new EventStoreError('LOG_STANDS_STILL', { logSize }));
    this.helpingUntil = now + helpingTerm;
    return true;
  }

  private async lead(client: pg.Client, signal: AbortSignal): Promise<void> {
    this.floor = new WorkFloor();
    this.sweptAt = performance.now();
    await client.query(`LISTEN ${channels.appended}`);
    // The predecessor might have exited between sequencing and notifying.
    await client.query(`NOTIFY ${channels.log}`);
    while (!signal.aborted && (await this.mayLead())) {
      this.wakeUp.looked(await this.drain(client));
      await this.wakeUp.wait(signal, this.settings.safetyInterval);
    }
    await this.sweeping;
    if (!signal.aborted) await client.query(`UNLISTEN ${channels.appended}`);
  }

  /** Sequences a batch of committed events. Returns whether there were any. */
  private async drain(client: pg.Client): Promise<boolean> {
    const { batch } = this.settings;
    this.sweepWhenDue();
    const { rows } = await client.query<Row[number][]>({
      name: 'sequence',
      text: 'SELECT sequenced, log_size, highest FROM store.sequence($1, $2)',
      values: [this.floor.next(), batch],
      rowMode: 'array',
      types: asText,
    });
    const [row] = rows;
    const sequenced = Number(row?.[0] ?? 0);
    if (row === undefined || sequenced === 0) return false;
    const full = sequenced === batch;
    this.floor.takenTo(Number(row[2]), full);
    if (full) this.wakeUp.raise();
    await client.query(`NOTIFY ${channels.log}`);
    return true;
  }

  /** Sweeps by time, between two calls: a long backlog must not delay a late commit until it is drained. */
  private sweepWhenDue(): void {
    const { sweepInterval, onBackgroundError } = this.settings;
    if (this.sweeping !== undefined || performance.now() - this.sweptAt < sweepInterval) return;
    this.sweptAt = performance.now();
    this.sweeping = this.sweep()
      .catch(onBackgroundError)
      .finally(() => (this.sweeping = undefined));
  }

  /**
   * Searches below the floor for events whose transactions committed late. Uses a separate connection: while another
   * transaction keeps dead rows alive, this is the only query that must skip all of them.
   */
  private async sweep(): Promise<void> {
    const { rows } = await this.side.query<{ straggler: string | null }>(
      'SELECT min(work_id) AS straggler FROM store.work WHERE work_id < $1',
      [this.floor.value],
    );
    const straggler = rows[0]?.straggler ?? null;
    if (straggler === null) return;
    this.floor.found(Number(straggler));
    this.wakeUp.raise();
  }
}
