import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

/** Longest delay that setTimeout keeps. */
const longestMs = 2 ** 31 - 1;
/** Milliseconds between two looks: also while the clock of the database says that a timer is not due yet, and this one that it is. */
const lookEveryMs = 50;

/**
 * Wakes the workers of this process at the moment the next timer is due, as many as timers are due. Their own polling can then be slow,
 * and is only the safety net.
 */
export class TimerAlarm {
  private readonly log = new Logger('timers');
  private readonly dueQuery: string;
  private due = Number.POSITIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private timeout: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    schema: string,
    /** @param timers how many are due */
    private readonly wake: (timers: number) => void,
  ) {
    this.dueQuery = `select count(*) filter (where run_at <= now())::int as due, min(run_at) filter (where run_at > now()) as next
      from ${schema}._private_jobs where is_available`;
  }

  /** Wakes workers for what is due and nobody works on, and looks up which timer comes next. */
  async look(): Promise<void> {
    this.lookedAt = performance.now();
    const { rows } = await this.pool.query<{ due: number; next: Date | null }>({
      name: 'timers-due',
      text: this.dueQuery,
    });
    const { due = 0, next = null } = rows[0] ?? {};
    if (due > 0 && !this.stopped) this.wake(due);
    if (next !== null) this.expect(next);
  }

  /** A timer is due then. */
  expect(at: Date): void {
    if (this.stopped || at.getTime() >= this.due) return;
    this.due = at.getTime();
    clearTimeout(this.timeout);
    const pause = Math.max(this.due - Date.now() + 1, this.lookedAt + lookEveryMs - performance.now(), 1);
    this.timeout = setTimeout(() => void this.ring(), Math.min(pause, longestMs));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timeout);
  }

  private async ring(): Promise<void> {
    this.due = Number.POSITIVE_INFINITY;
    try {
      await this.look();
    } catch (error) {
      this.log.warn({ err: error, detail: 'the next timer is unknown; the next look is within seconds' });
    }
  }
}
