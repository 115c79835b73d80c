import { hash, randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const buckets = 4096;
/** The cost of a refused credential, in requests. */
const failureWeight = 5;

/**
 * Requests per second of an address, before authentication. Addresses share a fixed number of buckets, so that a sender
 * with many addresses cannot fill the memory; which addresses share a bucket is unpredictable.
 */
export class AddressLimiter {
  private readonly limiter: RateLimiterMemory;
  private readonly salt = randomUUID();

  constructor(readonly perSecond: number) {
    this.limiter = new RateLimiterMemory({ points: perSecond, duration: 1 });
  }

  /** Counts a request. False when it is one too many. */
  async take(address: string | undefined): Promise<boolean> {
    try {
      await this.limiter.consume(this.bucketOf(address));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }

  /** Counts a refused credential: checking one costs more than refusing a request. */
  async countFailure(address: string | undefined): Promise<void> {
    await this.limiter.penalty(this.bucketOf(address), failureWeight);
  }

  private bucketOf(address = 'unknown'): number {
    return parseInt(hash('sha1', this.salt + networkOf(address), 'hex').slice(0, 8), 16) % buckets;
  }
}

/** A person with one IPv6 network has 2^64 addresses, all with the same first half. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = address.includes('::')
    ? [...groups(head), ...Array<string>(Math.max(missing, 0)).fill('0'), ...groups(tail)]
    : groups(head);
  return all.slice(0, 4).join(':');
}
