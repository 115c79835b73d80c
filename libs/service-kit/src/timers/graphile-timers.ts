import { Logger } from '@nestjs/common';
import { boundsDefect, fieldProblems, textDefect, type ServiceName } from '@slipway/contracts';
import { isHopeless, withCause } from '@slipway/messaging';
import { Logger as WorkerLogger, makeWorkerUtils, run, type Runner, type WorkerUtils } from 'graphile-worker';
import pg from 'pg';
import { v7 } from 'uuid';
import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';
import { FiredTimers } from './fired-timers.js';
import { paceNotifications } from './paced-notifications.js';
import { TimerAlarm } from './timer-alarm.js';
import { GivenUpTimers, type GivenUpTimer } from './given-up-timers.js';
import { TimerDeaths } from './timer-deaths.js';
import { payloadOf, timerId, type TimerDefinition } from './define-timer.js';
import type { NewTimer, RegisteredTimer, Timers } from './timers.js';
import { WorkerPresence } from './worker-presence.js';

const TimerJob = z.object({ id: z.string(), at: z.string(), payload: z.unknown() });

const pollMs = 10_000;
const concurrency = { quick: 4, slow: 8 } as const;
const poolSize = 7;
/** With the growing pauses of the library, that is three and a half hours of failures. */
const maxAttempts = 10;
const putOffMs = 5000;

/** Errors that another attempt fixes on its own: it comes soon, and does not count. */
const passing: ReadonlySet<unknown> = new Set([
  'STORE_UNAVAILABLE',
  'PROJECTION_BEHIND',
  'SERVICE_STOPPING',
  'OUTBOUND_BUSY',
]);

export interface TimerParts {
  readonly service: ServiceName;
  readonly databaseUrl: string;
  /** How long a fired timer is remembered. */
  readonly retentionDays: number;
  /** Handlers by the name of their timer; known when the application has been assembled. */
  readonly handlers: () => ReadonlyMap<string, RegisteredTimer>;
  /** Reports where people see it that a timer is not retried. */
  readonly sayGivenUp: (timer: GivenUpTimer) => Promise<void>;
}

/** Durable timers in graphile-worker, in the schema `<service>_jobs`. */
export class GraphileTimers implements Timers {
  private readonly log = new Logger('timers');
  private readonly schema: string;
  private readonly pool: pg.Pool;
  private readonly presence: WorkerPresence;
  private readonly alarm: TimerAlarm;
  private readonly givenUp: GivenUpTimers;
  private readonly fired: FiredTimers;
  private jobs: WorkerUtils | undefined;
  private readonly deaths: TimerDeaths;
  private readonly runners = new Set<Runner>();
  /** One for each connection, for all that listen on it. */
  private readonly nudges = new Set<() => void>();

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
    this.pool.on('connect', (client) => {
      client.on('error', lost);
      const nudge = paceNotifications(client, concurrency.quick + concurrency.slow);
      this.nudges.add(nudge);
      client.once('end', () => this.nudges.delete(nudge));
    });
    this.deaths = new TimerDeaths(this.pool, this.schema);
    this.givenUp = new GivenUpTimers(this.pool, this.schema, parts.sayGivenUp);
    this.presence = new WorkerPresence(this.pool, this.schema, this.deaths, () => this.givenUp.sweep());
    this.presence.events.on('job:complete', ({ job, error }) => {
      if (error !== null && error !== undefined && job.attempts >= job.max_attempts) void this.presence.sweep();
    });
    this.alarm = new TimerAlarm(this.pool, this.schema, () => {
      for (const nudge of this.nudges) nudge();
    });
    this.fired = new FiredTimers(this.pool, parts.retentionDays);
  }

  /** Makes or upgrades the job tables; from then on timers can be set. */
  async open(): Promise<void> {
    this.jobs = await makeWorkerUtils({ pgPool: this.pool, schema: this.schema, logger: this.workerLogger() });
    await this.jobs.migrate();
  }

  /** Starts firing; `onStopped` is called when the library has stopped permanently. */
  async start(onStopped: (error: unknown) => void): Promise<void> {
    // A service without timers needs no worker.
    if (this.parts.handlers().size === 0) return;
    await this.deaths.load();
    for (const slow of [false, true]) await this.work(slow, onStopped);
    await this.presence.start();
    await this.alarm.start();
  }

  private async work(slow: boolean, onStopped: (error: unknown) => void): Promise<void> {
    const tasks = [...this.parts.handlers()]
      .filter(([, registered]) => registered.slow === slow)
      .map(([name, registered]) => [name, (job: unknown) => this.fire(name, registered, job)] as const);
    if (tasks.length === 0) return;
    const runner = await run({
      pgPool: this.pool,
      schema: this.schema,
      pollInterval: pollMs,
      concurrency: slow ? concurrency.slow : concurrency.quick,
      noHandleSignals: true,
      logger: this.workerLogger(),
      taskList: Object.fromEntries(tasks),
      events: this.presence.events,
    });
    this.runners.add(runner);
    runner.promise.then(() => this.resume({ ended: runner, slow }, onStopped)).catch(onStopped);
  }

  /**
   * The library ends its worker when any job tables in the database are upgraded, including those of another service:
   * it cannot distinguish them. A new worker can: it checks its own tables, and refuses to start if they are too new
   * for it.
   */
  private async resume(
    { ended, slow }: { readonly ended: Runner; readonly slow: boolean },
    onStopped: (error: unknown) => void,
  ): Promise<void> {
    if (!this.runners.delete(ended)) return;
    // The library has set it, for a process that would end now.
    process.exitCode = undefined;
    this.log.warn('the worker ended unexpectedly; another one takes over');
    await this.work(slow, onStopped);
    await this.presence.hold();
    await this.alarm.start();
  }

  async set<Schema extends z.ZodType>(
    timer: TimerDefinition<Schema>,
    { key, at, payload, rank = 0 }: NewTimer<Schema>,
  ): Promise<void> {
    const { name } = timer;
    const id = timerId(timer, key);
    if (!this.parts.handlers().has(name)) {
      throw new ServiceKitError('TIMER_UNKNOWN', {
        name,
        known: [...this.parts.handlers().keys()],
        fix: 'add a class with @OnTimer for it to the providers',
      });
    }
    refuseUnkeepable({ id, payload });
    if (this.jobs === undefined)
      throw new ServiceKitError('SERVICE_STOPPING', { fix: 'set timers while the service runs' });
    const runAt = new Date(at);
    if (await this.fired.has(id, runAt)) return;
    await this.add(name, { id, at: runAt.toISOString(), payload }, runAt, rank);
  }

  async cancel(timer: TimerDefinition, key: readonly string[]): Promise<void> {
    await this.pool.query(`select ${this.schema}.remove_job($1)`, [timerId(timer, key)]);
  }

  async stop(): Promise<void> {
    this.alarm.stop();
    const runners = [...this.runners];
    this.runners.clear();
    await Promise.all(runners.map((runner) => runner.stop()));
    await this.presence.stop();
  }

  /** After this no timer can be set. */
  async close(): Promise<void> {
    await this.jobs?.release();
    this.jobs = undefined;
    await this.pool.end();
  }

  private async add(name: string, job: z.infer<typeof TimerJob>, runAt: Date, rank = 0): Promise<void> {
    await this.jobs?.addJob(name, job, { jobKey: job.id, runAt, maxAttempts, priority: rank });
    this.alarm.expect(runAt);
  }

  private async fire(name: string, registered: RegisteredTimer, given: unknown): Promise<void> {
    const job = TimerJob.parse(given);
    try {
      await this.deaths.watch(job, () => this.handle(name, registered, job));
    } catch (error) {
      if (!isPassing(error)) throw error;
      this.log.warn({ err: error, timer: job.id, detail: 'postponed: it is retried in a moment' });
      await this.add(name, job, new Date(Date.now() + putOffMs));
    }
    await this.alarm.start();
  }

  private async handle(
    name: string,
    { definition, handler }: RegisteredTimer,
    job: z.infer<typeof TimerJob>,
  ): Promise<void> {
    const { id, at, payload } = job;
    const actor = { id: this.parts.service, kind: 'service' as const, roles: [] };
    // The moment is part of the cause: a recurring timer has one id, and each of its firings is its own.
    const cause = { id: `timer:${id}@${at}`, actor, correlationId: v7() };
    try {
      await withCause(cause, () => handler.handle(payloadOf(definition, payload)));
    } catch (error) {
      if (!isHopeless(error)) throw error;
      await this.givenUp.giveUp({ name, id, at, payload, reason: String(error) });
    }
    await this.fired.record(id, at);
    this.log.debug({ timer: id, name, at });
  }

  private workerLogger(): WorkerLogger {
    return new WorkerLogger(() => (level, message) => {
      if (level === 'error') this.log.error(message);
      else if (level === 'warning') this.log.warn(message);
      else this.log.debug(message);
    });
  }
}

/** Refused here, where its caller gets the reason: a job that cannot be read would be retried for days. */
function refuseUnkeepable(timer: { readonly id: string; readonly payload: unknown }): void {
  const defect = boundsDefect(timer) ?? textDefect(timer);
  if (defect === undefined) return;
  throw new ServiceKitError('TIMER_INVALID', { fields: fieldProblems([{ path: defect.path, message: defect.fix }]) });
}

const isPassing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && passing.has(error.code);
