import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import type { WorkerEvents } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import type { TimerDeaths } from './timer-deaths.js';

const sweepMs = 30_000;

/**
 * A worker that is killed leaves its jobs locked, and the library gives them back only after four hours. So each worker
 * holds an advisory lock on its name for as long as its process lives; jobs locked by a name that nobody holds are freed.
 */
export class WorkerPresence {
  readonly events: WorkerEvents = new EventEmitter();
  private readonly log = new Logger('timers');
  private readonly names = new Set<string>();
  private readonly held = new Set<string>();
  private client: PoolClient | undefined;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly deaths: TimerDeaths,
    /** At every sweep: what has been given up is to be said. */
    private readonly swept: () => Promise<void>,
  ) {
    this.events.on('worker:create', ({ worker }) => this.names.add(worker.workerId));
  }

  async start(): Promise<void> {
    await this.hold();
    await this.sweep();
    this.sweeping = setInterval(() => void this.sweep(), sweepMs);
    this.sweeping.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.sweeping);
    // Closed, not returned to the pool: the locks go with the session.
    this.client?.release(true);
    this.client = undefined;
    await Promise.resolve();
  }

  /** Takes the locks of those workers that have none yet. */
  async hold(): Promise<void> {
    const client = this.client ?? (await this.connect());
    for (const name of this.names) {
      if (this.held.has(name)) continue;
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockName(name)]);
      this.held.add(name);
    }
  }

  private async connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    client.on('error', (error) => {
      this.log.warn({ err: error, detail: 'the presence lock was lost; it is taken again at the next sweep' });
      client.release(error);
      this.client = undefined;
    });
    this.held.clear();
    this.client = client;
    return client;
  }

  /** Looks for workers whose process is gone, and for what has been given up. */
  async sweep(): Promise<void> {
    try {
      await this.hold();
      const { rows } = await this.pool.query<{ locked_by: string }>(
        `select distinct locked_by from ${this.schema}.jobs where locked_by is not null`,
      );
      for (const { locked_by: worker } of rows) if (!this.names.has(worker)) await this.freeIfDead(worker);
      await this.swept();
    } catch (error) {
      this.log.warn({ err: error, detail: 'jobs of dead workers were not looked for; next try soon' });
    }
  }

  private async freeIfDead(worker: string): Promise<void> {
    const { rows } = await this.pool.query<{ dead: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as dead',
      [lockName(worker)],
    );
    if (rows[0]?.dead !== true) return;
    await this.deaths.free(worker);
    this.log.warn({ worker, detail: 'its process is gone; its timers run again' });
    await this.pool.query(`select pg_notify('jobs:insert', '{"count":1}')`);
  }
}

const lockName = (worker: string): string => `slipway worker ${worker}`;
