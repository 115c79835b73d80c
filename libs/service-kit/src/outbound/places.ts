import { ServiceKitError } from '../service-kit-error.js';

export interface PlaceLimits {
  readonly perHost: number;
  readonly total: number;
}

interface Waiting {
  readonly host: string;
  readonly enter: () => void;
}

/** How many requests are under way, in all and to one host: a slow host takes its own places and no more. */
export class Places {
  private readonly taken = new Map<string, number>();
  private readonly waiting = new Set<Waiting>();
  private total = 0;

  constructor(private readonly limits: PlaceLimits) {}

  /**
   * Takes a place for the host, and answers what gives it back.
   * @param patience milliseconds to wait for one
   * @throws ServiceKitError OUTBOUND_BUSY when none came free meanwhile; nothing was sent then
   */
  async enter(host: string, patience: number): Promise<() => void> {
    if (this.isFree(host)) this.take(host);
    else await this.turn(host, patience);
    return () => {
      this.leave(host);
    };
  }

  private turn(host: string, patience: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        host,
        enter: () => {
          clearTimeout(timeout);
          this.take(host);
          resolve();
        },
      };
      const timeout = setTimeout(() => {
        this.waiting.delete(entry);
        const reason = `no place among the requests under way, ${String(this.taken.get(host) ?? 0)} of them to ${host}`;
        reject(new ServiceKitError('OUTBOUND_BUSY', { reason }));
      }, patience);
      this.waiting.add(entry);
    });
  }

  private isFree(host: string): boolean {
    return this.total < this.limits.total && (this.taken.get(host) ?? 0) < this.limits.perHost;
  }

  private take(host: string): void {
    this.total += 1;
    this.taken.set(host, (this.taken.get(host) ?? 0) + 1);
  }

  private leave(host: string): void {
    this.total -= 1;
    const left = (this.taken.get(host) ?? 1) - 1;
    if (left === 0) this.taken.delete(host);
    else this.taken.set(host, left);
    for (const entry of this.waiting) {
      if (!this.isFree(entry.host)) continue;
      this.waiting.delete(entry);
      entry.enter();
      return;
    }
  }
}
