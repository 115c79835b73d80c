import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import type { WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { TimerDeaths } from './timer-deaths.js';

const renewMs = 5000;
const leaseSeconds = 15;
/** Renewals between two sweeps. */
const sweepEvery = 3;

/**
 * A worker that is killed leaves its jobs locked, and the library frees them only after four hours. So each worker has
 * a lease on its name for as long as its process lives and is not frozen; jobs that are locked by a name without a
 * lease are freed.
 */
export class WorkerPresence {
  readonly events: WorkerEvents = new EventEmitter();
  private readonly log = new Logger('timers');
  private readonly holder = randomUUID();
  private readonly names = new Set<string>();
  private renewing: NodeJS.Timeout | undefined;
  private renewals = 0;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly deaths: TimerDeaths,
    /** Called at every sweep: reports what has been given up. */
    private readonly swept: () => Promise<void>,
  ) {
    this.events.on('worker:create', ({ worker }) => this.names.add(worker.workerId));
  }

  async start(): Promise<void> {
    await this.hold();
    await this.sweep();
    this.renewing = setInterval(() => void this.renew(), renewMs);
    this.renewing.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.renewing);
    if (this.names.size === 0) return;
    try {
      await this.pool.query('select store.release_lease(name, $2) from unnest($1::text[]) name', [
        [...this.names].map(leaseName),
        this.holder,
      ]);
    } catch (error) {
      this.log.debug({ err: error, detail: 'the leases expire in a few seconds' });
    }
  }

  /** Takes the leases of those workers that have none yet, and renews the others. */
  async hold(): Promise<void> {
    await this.pool.query('select store.take_lease(name, $2, $3) from unnest($1::text[]) name', [
      [...this.names].map(leaseName),
      this.holder,
      leaseSeconds,
    ]);
  }

  private async renew(): Promise<void> {
    try {
      await this.hold();
      this.renewals += 1;
      if (this.renewals % sweepEvery === 0) await this.sweep();
    } catch (error) {
      this.log.warn({
        err: error,
        detail: 'the leases of the workers were not renewed, or dead workers not detected; the next try comes soon',
      });
    }
  }

  /** Looks for workers whose process is gone or frozen, and for what has been given up. */
  async sweep(): Promise<void> {
    const { rows } = await this.pool.query<{ locked_by: string }>(
      `select distinct locked_by from ${this.schema}.jobs where locked_by is not null`,
    );
    for (const { locked_by: worker } of rows) if (!this.names.has(worker)) await this.freeIfDead(worker);
    await this.swept();
  }

  private async freeIfDead(worker: string): Promise<void> {
    const { rows } = await this.pool.query<{ dead: boolean }>('select store.release_lease($1, $2) as dead', [
      leaseName(worker),
      this.holder,
    ]);
    if (rows[0]?.dead !== true) return;
    await this.deaths.free(worker);
    this.log.warn({ worker, detail: 'the process of the worker is gone or frozen; its timers run again' });
    await this.pool.query(`select pg_notify('jobs:insert', '{"count":1}')`);
  }
}

const leaseName = (worker: string): string => `worker ${worker}`;
