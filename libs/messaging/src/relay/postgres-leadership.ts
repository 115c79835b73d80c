import { Lease, rest } from '@slipway/event-store';
import type { Pool } from 'pg';
import type { Leadership, Term } from './leadership.js';

const leaseSeconds = 5;
/** Milliseconds between renewals. */
const renewEvery = 1600;
/** Milliseconds between two tries of an instance that waits. */
const tryEvery = 1000;
/** Milliseconds without progress after which a live leader counts as lost. Longer than anything that ends on its own. */
const patience = 60_000;

/**
 * One leader per name, among the processes of one role, by a lease in the database. The lease ends a few seconds after
 * its holder is frozen, disconnected or gone, or makes no progress.
 */
export class PostgresLeadership implements Leadership {
  constructor(
    private readonly pool: Pool,
    private readonly name: string,
  ) {}

  async acquire(stop: AbortSignal, taken?: () => void): Promise<Term | undefined> {
    const lease = new Lease({ connection: this.pool, name: this.name, seconds: leaseSeconds });
    while (!stop.aborted) {
      if (await lease.take()) return new LeasedTerm(lease);
      taken?.();
      await rest(tryEvery * (0.75 + Math.random() / 2), stop);
    }
    return undefined;
  }
}

class LeasedTerm implements Term {
  private readonly losing = new AbortController();
  readonly lost = this.losing.signal;
  private progressedAt = performance.now();
  private renewedAt = performance.now();
  private readonly timer = setInterval(() => void this.renew(), renewEvery);

  constructor(private readonly lease: Lease) {}

  progressed(): void {
    this.progressedAt = performance.now();
  }

  async release(): Promise<void> {
    this.lose('released');
    // A lease that cannot be released ends in a few seconds.
    await this.lease.release().catch(() => false);
  }

  private async renew(): Promise<void> {
    const began = performance.now();
    if (began - this.progressedAt > patience) this.lose('no progress');
    if (this.lost.aborted) return;
    try {
      if (await this.lease.take()) this.renewedAt = began;
      else this.lose('another instance leads');
    } catch (error) {
      if (performance.now() - this.renewedAt > leaseSeconds * 1000) this.lose(error);
    }
  }

  private lose(reason: unknown): void {
    clearInterval(this.timer);
    this.losing.abort(reason);
  }
}
