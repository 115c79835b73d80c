import { Logger } from '@nestjs/common';
import type { ServiceName } from '@slipway/contracts';
import { withCause } from '@slipway/messaging';
import { Logger as WorkerLogger, makeWorkerUtils, run, type Runner, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { v7 } from 'uuid';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';
import { FiredTimers } from './fired-timers.js';
import { TimerAlarm } from './timer-alarm.js';
import type { TimerHandler, Timers } from './timers.js';
import { WorkerPresence } from './worker-presence.js';

const TimerJob = z.object({ id: z.string(), at: z.string(), payload: z.unknown() });

const pollMs = 10_000;
const concurrency = 4;
const poolSize = 5;

export interface TimerParts {
  readonly service: ServiceName;
  readonly databaseUrl: string;
  /** How long a fired timer is remembered. */
  readonly retentionDays: number;
  /** Handlers by the name of their timer; known when the application has been assembled. */
  readonly handlers: () => ReadonlyMap<string, TimerHandler>;
}

/** Durable timers in graphile-worker, in the schema `<service>_jobs`. */
export class GraphileTimers implements Timers {
  private readonly log = new Logger('timers');
  private readonly schema: string;
  private readonly pool: pg.Pool;
  private readonly presence: WorkerPresence;
  private readonly alarm: TimerAlarm;
  private readonly fired: FiredTimers;
  private jobs: WorkerUtils | undefined;
  private runner: Runner | undefined;

  constructor(private readonly parts: TimerParts) {
    this.schema = `${parts.service}_jobs`;
    this.pool = new pg.Pool({
      connectionString: parts.databaseUrl,
      max: poolSize,
      application_name: `slipway-${parts.service}-timers`,
      options: `-c search_path=${parts.service},public`,
    });
    const lost = (error: Error): void => {
      this.log.warn({ err: error, detail: 'a connection was lost; the next query opens another' });
    };
    this.pool.on('error', lost);
    this.pool.on('connect', (client) => client.on('error', lost));
    this.presence = new WorkerPresence(this.pool, this.schema);
    this.alarm = new TimerAlarm(this.pool, this.schema);
    this.fired = new FiredTimers(this.pool, this.schema, parts.retentionDays);
  }

  /** Makes or upgrades the job tables; from then on timers can be set. */
  async open(): Promise<void> {
    this.jobs = await makeWorkerUtils({ pgPool: this.pool, schema: this.schema, logger: this.workerLogger() });
    await this.jobs.migrate();
  }

  /** Begins to fire; `onStopped` is told when the library has given up for good. */
  async start(onStopped: (error: unknown) => void): Promise<void> {
    // A service without timers needs no worker.
    if (this.parts.handlers().size === 0) return;
    await this.work(onStopped);
    await this.presence.start();
    await this.alarm.start();
  }

  private async work(onStopped: (error: unknown) => void): Promise<void> {
    const tasks = [...this.parts.handlers()].map(
      ([name, handler]) => [name, (job: unknown) => this.fire(name, handler, job)] as const,
    );
    const runner = await run({
      pgPool: this.pool,
      schema: this.schema,
      pollInterval: pollMs,
      concurrency,
      noHandleSignals: true,
      logger: this.workerLogger(),
      taskList: Object.fromEntries(tasks),
      events: this.presence.events,
    });
    this.runner = runner;
    runner.promise.then(() => this.resume(runner, onStopped)).catch(onStopped);
  }

  /**
   * The library ends its worker when any job tables in the database are upgraded, those of another service too: it cannot tell
   * whose they were. A new worker can: it looks at its own, and refuses to start on tables that are too new for it.
   */
  private async resume(ended: Runner, onStopped: (error: unknown) => void): Promise<void> {
    if (this.runner !== ended) return;
    // The library has set it, for a process that would end now.
    process.exitCode = undefined;
    this.log.warn('the worker ended by itself; another one goes on');
    await this.work(onStopped);
    await this.presence.hold();
    await this.alarm.start();
  }

  async set({ id, at, name, payload }: { id: string; at: string; name: string; payload: unknown }): Promise<void> {
    if (!this.parts.handlers().has(name)) {
      throw new ServiceKitError('TIMER_UNKNOWN', {
        name,
        known: [...this.parts.handlers().keys()],
        fix: `add a class with @OnTimer('${name}')`,
      });
    }
    if (this.jobs === undefined)
      throw new ServiceKitError('SERVICE_STOPPING', { fix: 'set timers while the service runs' });
    const runAt = new Date(at);
    if (await this.fired.has(id, runAt)) return;
    await this.jobs.addJob(name, { id, at: runAt.toISOString(), payload }, { jobKey: id, runAt });
    this.alarm.expect(runAt);
  }

  async cancel(id: string): Promise<void> {
    await this.pool.query(`select ${this.schema}.remove_job($1)`, [id]);
  }

  async stop(): Promise<void> {
    this.alarm.stop();
    const { runner } = this;
    this.runner = undefined;
    await runner?.stop();
    await this.presence.stop();
  }

  /** After this no timer can be set. */
  async close(): Promise<void> {
    await this.jobs?.release();
    this.jobs = undefined;
    await this.pool.end();
  }

  private async fire(name: string, handler: TimerHandler, job: unknown): Promise<void> {
    const { id, at, payload } = TimerJob.parse(job);
    const actor = { id: this.parts.service, kind: 'service' as const, roles: [] };
    // The moment is part of the cause: a recurring timer has one id, and each of its firings is its own.
    await withCause({ id: `timer:${id}@${at}`, actor, correlationId: v7() }, () => handler.handle(payload));
    await this.fired.record(id, at);
    this.log.debug({ timer: id, name, at });
    await this.alarm.start();
  }

  private workerLogger(): WorkerLogger {
    return new WorkerLogger(() => (level, message) => {
      if (level === 'error') this.log.error(message);
      else if (level === 'warning') this.log.warn(message);
      else this.log.debug(message);
    });
  }
}
