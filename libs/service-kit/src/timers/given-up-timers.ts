import { Logger } from '@nestjs/common';
import { shown } from '@slipway/contracts';
import type { Pool } from 'pg';
import { recordGivenUp } from '../database/given-up.js';

const longestReason = 1000;

/** A timer that is not retried. */
export interface GivenUpTimer {
  /** Which `@OnTimer` handled it. */
  readonly name: string;
  readonly id: string;
  readonly at: string;
  readonly payload: unknown;
  readonly reason: string;
}

interface FailedJob {
  readonly job: string;
  readonly name: string;
  readonly id: string;
  readonly at: string;
  readonly payload: unknown;
  readonly last_error: string | null;
}

/** Finds timers that failed permanently, and removes each once it has been reported. */
export class GivenUpTimers {
  private readonly log = new Logger('timers');

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly tell: (timer: GivenUpTimer) => Promise<void>,
  ) {}

  async sweep(): Promise<void> {
    for (const { job, last_error: error, ...timer } of await this.failed()) {
      await this.giveUp({ ...timer, reason: error ?? 'it failed' });
      await this.done(job, timer);
    }
  }

  /** Stores it where operators find it, and reports it on its release. */
  async giveUp(timer: GivenUpTimer): Promise<void> {
    const { name, id, at, payload } = timer;
    const reason = shown(timer.reason, longestReason);
    this.log.error({ timer: id, name, reason, detail: 'given up: it is not retried' });
    const work = { kind: 'timer', name, id: `${id}@${at}`, error: reason, content: payload } as const;
    await recordGivenUp((text, values) => this.pool.query(text, values), work);
    await this.tell({ ...timer, reason });
  }

  /** A job without a key was replaced by one that was set after it. */
  private async failed(): Promise<FailedJob[]> {
    const { rows } = await this.pool.query<FailedJob>(
      `select job.id as job, task.identifier as name, job.payload ->> 'id' as id, job.payload ->> 'at' as at,
         job.payload -> 'payload' as payload, job.last_error
       from ${this.schema}._private_jobs job join ${this.schema}._private_tasks task on task.id = job.task_id
       where job.attempts >= job.max_attempts and job.locked_at is null and job.key is not null
       order by job.id limit 100`,
    );
    return rows;
  }

  /** Marked as fired, so that a redelivered message does not set it again. */
  private async done(job: string, { id, at }: Pick<FailedJob, 'id' | 'at'>): Promise<void> {
    await this.pool.query(
      `with fired as (
         insert into fired_timer (id, at) values ($1, $2)
         on conflict (id) do update set at = greatest(fired_timer.at, excluded.at), fired_at = now()),
       cleared as (delete from timer_death where id = $1 and at = $2)
       select ${this.schema}.complete_jobs(array[$3]::bigint[])`,
      [id, at, job],
    );
  }
}
