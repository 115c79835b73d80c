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
  /** Milliseconds between looks at the work table when nobody wakes the sequencer. */
  readonly safetyInterval?: number;
  /** Milliseconds between sweeps of the whole work table. */
  readonly sweepInterval?: number;
  /** Milliseconds between a candidate's attempts to lead. */
  readonly candidateInterval?: number;
  /** Milliseconds that committed events may wait, while none enters the log, before a candidate leads beside the one whose turn it is. */
  readonly patience?: number;
  readonly onBackgroundError?: BackgroundErrorListener;
}

const leaseSeconds = 4;
/** Milliseconds between renewals of the lease. */
const renewInterval = 1000;
/** Milliseconds for which one leads whose turn it is not. */
const helpingTerm = 30_000;
/** A look at the work table takes at most a hundredth of a candidate's time. */
const lookShare = 100;
/** Anybody may notify, and a look for nothing must not cost much: see `PacedWakeUp`. */
const pauses = { shortest: 1, longest: 100 };

/** No statement here takes long, and none leaves a transaction open: if one does, the server ends it with all its locks. */
const sessionSettings = '-c statement_timeout=20s -c idle_in_transaction_session_timeout=5s';

/**
 * Gives committed events their log index. Every service instance runs one; the one that has the lease works, the others wait to
 * take over. The lease ends when its holder is gone or frozen. A holder that renews it and does nothing is no better: an instance that sees
 * committed events wait while none enters the log leads beside it. Correctness rests on the database function alone; this is when
 * to call it and from where.
 */
export class Sequencer {
  private readonly connection: DurableConnection;
  /** For what must not wait for a call of the function, nor hold one up. */
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

  /** Gives the lead up and closes the connections. */
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

  /** Whether it is this one's turn, or still is. */
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

  /** Whether the one whose turn it is does nothing. */
  private async mustHelp(): Promise<boolean> {
    const began = performance.now();
    if (began < this.lookNextAt) return false;
    const { rows } = await this.side.query<{ size: string; waiting: boolean }>(
      `SELECT size, EXISTS (SELECT FROM store.work) AS waiting FROM (${logSizeQuery}) l`,
    );
    const now = performance.now();
    // The look steps over rows that are dead but kept by a foreign transaction.
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
    // The predecessor may have ended between sequencing and telling.
    await client.query(`NOTIFY ${channels.log}`);
    while (!signal.aborted && (await this.mayLead())) {
      this.wakeUp.looked(await this.drain(client));
      await this.wakeUp.wait(signal, this.settings.safetyInterval);
    }
    await this.sweeping;
    if (!signal.aborted) await client.query(`UNLISTEN ${channels.appended}`);
  }

  /** Puts a batch of what is committed into the log, and answers whether there was any. */
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

  /** By time, between two calls: a backlog that takes long to drain must not put a straggler off until its end. */
  private sweepWhenDue(): void {
    const { sweepInterval, onBackgroundError } = this.settings;
    if (this.sweeping !== undefined || performance.now() - this.sweptAt < sweepInterval) return;
    this.sweptAt = performance.now();
    this.sweeping = this.sweep()
      .catch(onBackgroundError)
      .finally(() => (this.sweeping = undefined));
  }

  /**
   * Looks below the floor for events whose transactions committed late. On a connection of its own: while a foreign
   * transaction keeps dead rows alive, this is the one look that has to step over all of them.
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
