import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

const pruneEveryMs = 60 * 60 * 1000;
/** Rows of one pruning: a table that nobody has pruned for long is not locked for long. */
const mostRows = 10_000;

/**
 * Remembers which timers have fired, so that a redelivered message does not set them again. An entry is kept longer
 * than the topics keep any message that could; older entries are removed while new ones come.
 */
export class FiredTimers {
  private readonly log = new Logger('timers');
  private prunedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: Pool,
    private readonly retentionDays: number,
  ) {}

  async has(id: string, at: Date): Promise<boolean> {
    const { rowCount } = await this.pool.query('select from fired_timer where id = $1 and at = $2', [id, at]);
    return rowCount !== 0;
  }

  async record(id: string, at: string): Promise<void> {
    await this.pool.query(
      `insert into fired_timer (id, at) values ($1, $2)
       on conflict (id) do update set at = greatest(fired_timer.at, excluded.at), fired_at = now()`,
      [id, at],
    );
    if (performance.now() - this.prunedAt < pruneEveryMs) return;
    this.prunedAt = performance.now();
    await this.prune().catch((error: unknown) => {
      this.log.warn({ err: error, detail: 'old timers were not removed; the next try is in an hour' });
    });
  }

  private async prune(): Promise<void> {
    await this.pool.query(
      `delete from fired_timer where id in
         (select id from fired_timer where fired_at < now() - make_interval(days => $1) limit $2)`,
      [this.retentionDays, mostRows],
    );
    // Kept as long, for those who look into what was given up.
    await this.pool.query(
      `delete from given_up where (kind, name, id) in
         (select kind, name, id from given_up where kind = 'timer' and at < now() - make_interval(days => $1) limit $2)`,
      [this.retentionDays, mostRows],
    );
  }
}
