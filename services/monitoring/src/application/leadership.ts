import { Injectable, Logger } from '@nestjs/common';
import { leaseOf } from '@slipway/service-kit';
import { DataSource } from 'typeorm';

/** How long the lease lasts, and how long it is not asked for again. */
const seconds = { lease: 10, between: 3 };

/** Which instance probes: the one that has the lease. It is over soon after the instance is gone or frozen. */
@Injectable()
export class Leadership {
  private readonly log = new Logger('prober');
  private readonly lease;
  private heldAt = -Infinity;

  constructor(dataSource: DataSource) {
    this.lease = leaseOf(dataSource, 'prober', seconds.lease);
  }

  /** Whether this instance probes, as of now; tries to become the one when there is none. */
  async isHeld(): Promise<boolean> {
    const now = performance.now();
    if (now - this.heldAt < seconds.between * 1000) return true;
    const held = await this.lease.take();
    this.heldAt = held ? now : -Infinity;
    return held;
  }

  async release(): Promise<void> {
    this.heldAt = -Infinity;
    try {
      await this.lease.release();
    } catch (error) {
      this.log.debug({ err: error, detail: 'the lease expires in a few seconds' });
    }
  }
}
