import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

/** Longest delay that setTimeout keeps. */
const longestMs = 2 ** 31 - 1;

/**
 * Wakes the workers of this process at the moment the next timer is due. Their own polling, and what others notify, can then be slow,
 * and is only the safety net.
 */
export class TimerAlarm {
  private readonly log = new Logger('timers');
  private due = Number.POSITIVE_INFINITY;
  private timeout: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly wake: () => void,
  ) {}

  /** Looks up which timer comes next. */
  async start(): Promise<void> {
    const { rows } = await this.pool.query<{ next: Date | null }>(
      `select min(run_at) as next from ${this.schema}.jobs where locked_at is null and attempts < max_attempts and run_at > now()`,
    );
    const next = rows[0]?.next;
    if (next instanceof Date) this.expect(next);
  }

  /** A timer is due then. */
  expect(at: Date): void {
    if (this.stopped || at.getTime() >= this.due) return;
    this.due = at.getTime();
    clearTimeout(this.timeout);
    this.timeout = setTimeout(() => void this.ring(), Math.min(Math.max(this.due - Date.now(), 0) + 1, longestMs));
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timeout);
  }

  private async ring(): Promise<void> {
    this.due = Number.POSITIVE_INFINITY;
    try {
      this.wake();
      await this.start();
    } catch (error) {
      this.log.warn({ err: error, detail: 'the next timer is unknown; polling finds it within seconds' });
    }
  }
}
