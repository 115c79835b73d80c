import pg from 'pg';
import { WakeUp } from '../wake-up.js';
import { DurableConnection, warnOfBackgroundError, type BackgroundErrorListener } from './durable-connection.js';
import { channels } from './channels.js';
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
  readonly onBackgroundError?: BackgroundErrorListener;
}

/** Elects the leader; the function's own lock is what keeps two from sequencing at once. */
const leaderLock = `hashtextextended('slipway sequencer leader', 1)`;

/**
 * Gives committed events their log index. Every service instance runs one; the one that holds the leader's lock works, the
 * others wait to take over. Correctness rests on the database function alone; this is when to call it and from where.
 */
export class Sequencer {
  private readonly connection: DurableConnection;
  private readonly sweeps: pg.Pool;
  private readonly wakeUp = new WakeUp();
  private readonly settings: Required<SequencerOptions>;
  private stopping: Promise<void> | undefined;
  private floor = new WorkFloor();
  private sweeping: Promise<void> | undefined;
  private sweptAt = 0;

  constructor(options: SequencerOptions) {
    this.settings = {
      applicationName: 'slipway sequencer',
      batch: 1000,
      safetyInterval: 1000,
      sweepInterval: 3000,
      candidateInterval: 1000,
      onBackgroundError: warnOfBackgroundError,
      ...options,
    };
    const { databaseUrl, applicationName, onBackgroundError } = this.settings;
    this.connection = new DurableConnection({
      databaseUrl,
      applicationName,
      session: (client, signal) => this.session(client, signal),
      onBackgroundError,
    });
    this.sweeps = new pg.Pool({ connectionString: databaseUrl, application_name: `${applicationName} sweep`, max: 1 });
    this.sweeps.on('error', onBackgroundError);
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
    await this.sweeps.end();
  }

  private async session(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { candidateInterval } = this.settings;
    while (!signal.aborted) {
      const { rows } = await client.query<{ leads: boolean }>(`SELECT pg_try_advisory_lock(${leaderLock}) AS leads`);
      if (rows[0]?.leads === true) await this.lead(client, signal);
      else await this.wakeUp.wait(signal, candidateInterval * (0.75 + Math.random() / 2));
    }
  }

  private async lead(client: pg.Client, signal: AbortSignal): Promise<void> {
    this.floor = new WorkFloor();
    this.sweptAt = performance.now();
    client.on('notification', () => {
      this.wakeUp.raise();
    });
    await client.query(`LISTEN ${channels.appended}`);
    // The predecessor may have ended between sequencing and telling.
    await client.query(`SELECT pg_notify('${channels.log}', size::text) FROM (${logSizeQuery}) s`);
    while (!signal.aborted) {
      await this.drain(client, signal);
      await this.wakeUp.wait(signal, this.settings.safetyInterval);
    }
    await this.sweeping;
  }

  /** Sequences all that is committed, batch by batch, and says how far the log has come. */
  private async drain(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { batch } = this.settings;
    while (!signal.aborted) {
      this.sweepWhenDue();
      const { rows } = await client.query<Row[number][]>({
        name: 'sequence',
        text: 'SELECT sequenced, log_size, highest FROM store.sequence($1, $2)',
        values: [this.floor.next(), batch],
        rowMode: 'array',
        types: asText,
      });
      const [row] = rows;
      if (row === undefined) return;
      const sequenced = Number(row[0]);
      if (sequenced === 0) return;
      this.floor.takenTo(Number(row[2]), sequenced === batch);
      await client.query({ name: 'notify', text: `SELECT pg_notify('${channels.log}', $1)`, values: [row[1]] });
      if (sequenced < batch) return;
    }
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
    const { rows } = await this.sweeps.query<{ straggler: string | null }>(
      'SELECT min(work_id) AS straggler FROM store.work WHERE work_id < $1',
      [this.floor.value],
    );
    const straggler = rows[0]?.straggler ?? null;
    if (straggler === null) return;
    this.floor.found(Number(straggler));
    this.wakeUp.raise();
  }
}
