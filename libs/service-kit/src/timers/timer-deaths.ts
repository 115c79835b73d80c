import type { Pool, PoolClient } from 'pg';

/** How often a process can die while it works on one timer, before that timer is given up. */
export const mostDeaths = 5;

interface Job {
  readonly id: string;
  readonly at: string;
}

const longestPauseSeconds = 60;

/**
 * Counts the timers that a process died with. All timers under way are suspects. From then on, suspects run one at a
 * time, so that the next run clears the harmless one.
 */
export class TimerDeaths {
  private suspects: ReadonlySet<string> = new Set();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  /** Reads who is suspected now; what is gone is forgotten. */
  async load(): Promise<void> {
    await this.pool.query(
      `delete from timer_death where not exists (select from ${this.schema}._private_jobs where key = timer_death.id)`,
    );
    const { rows } = await this.pool.query<{ id: string; at: Date }>('select id, at from timer_death');
    this.suspects = new Set(rows.map(({ id, at }) => keyOf({ id, at: at.toISOString() })));
  }

  /** Does the work of a timer; that of a suspect when no other suspect is at work. */
  async watch(job: Job, work: () => Promise<void>): Promise<void> {
    if (!this.suspects.has(keyOf(job))) {
      await work();
      return;
    }
    const mine = this.turn.then(() => this.suspected(job, work));
    // The caller gets its error below; the next suspect only waits for the end.
    this.turn = mine.catch(() => undefined);
    await mine;
  }

  /** Frees the jobs of a worker whose process is gone. Jobs that it died with too often fail permanently. */
  async free(worker: string): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await this.count(client, worker);
      await client.query(`select ${this.schema}.force_unlock_workers(array[$1]::text[])`, [worker]);
      await this.judge(client);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
    await this.load();
  }

  private async suspected({ id, at }: Job, work: () => Promise<void>): Promise<void> {
    await this.pool.query('update timer_death set running = true where id = $1 and at = $2', [id, at]);
    try {
      await work();
      await this.pool.query('delete from timer_death where id = $1 and at = $2', [id, at]);
    } catch (error) {
      await this.pool.query('update timer_death set running = false where id = $1 and at = $2', [id, at]);
      throw error;
    }
  }

  private async count(client: PoolClient, worker: string): Promise<void> {
    await client.query(
      `insert into timer_death as death (id, at, deaths)
       select distinct payload ->> 'id', (payload ->> 'at')::timestamptz, 1 from ${this.schema}._private_jobs
       where locked_by = $1 and key is not null
       on conflict (id, at) do update set deaths = death.deaths + 1, running = false where death.running`,
      [worker],
    );
  }

  private async judge(client: PoolClient): Promise<void> {
    const suspects = `from ${this.schema}._private_jobs job join timer_death death
      on death.id = job.payload ->> 'id' and death.at = (job.payload ->> 'at')::timestamptz
      where job.locked_at is null and job.attempts < job.max_attempts`;
    await client.query(
      `select ${this.schema}.permanently_fail_jobs(
         array(select job.id ${suspects} and death.deaths >= $1), 'its process died ' || $1::int || ' times while it ran')`,
      [mostDeaths],
    );
    await client.query(
      `select ${this.schema}.reschedule_jobs(array[job.id], now() + least(power(2, death.deaths), $1) * interval '1 second')
       ${suspects} and death.deaths > 1`,
      [longestPauseSeconds],
    );
  }
}

const keyOf = ({ id, at }: Job): string => `${id}@${at}`;
