import { Injectable } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import { InjectEventStore, InjectProjections, ReleaseDirectory, type Projections } from '@slipway/service-kit';

/** The releases that people act on. */
@Injectable()
export class KnownReleases {
  constructor(
    private readonly directory: ReleaseDirectory,
    @InjectEventStore() private readonly store: EventStore,
    @InjectProjections() private readonly projections: Projections,
  ) {}

  /** @throws ServiceKitError RELEASE_UNKNOWN */
  async get(releaseId: string): Promise<ReleaseSummary> {
    const known = await this.directory.find(releaseId);
    if (known !== undefined) return known;
    // Somebody may have seen it elsewhere a moment before our projections did.
    await this.upToDate();
    return this.directory.get(releaseId);
  }

  /** Resolves when our projections show everything that the log holds now. */
  async upToDate(): Promise<void> {
    const size = await this.store.logSize();
    if (size > 0) await this.projections.covered(size - 1);
  }
}
