import { Injectable } from '@nestjs/common';
import type { EventStore } from '@slipway/event-store';
import type { DeliveredEvent } from '@slipway/messaging';
import { InjectEventStore, ReleaseDirectory, type DocumentContexts } from '@slipway/service-kit';
import type { StoredDeploymentEvent, DeploymentContext } from '../domain/documents.js';

/** The deployment's history up to the fact, so that a document reads the same however often it is made. */
@Injectable()
export class DeploymentContexts implements DocumentContexts<DeploymentContext> {
  constructor(
    private readonly releases: ReleaseDirectory,
    @InjectEventStore() private readonly store: EventStore,
  ) {}

  async of({ trail: releaseId, stream, streamPosition }: DeliveredEvent): Promise<DeploymentContext> {
    const [release, events] = await Promise.all([this.releases.get(releaseId), this.store.readStream(stream)]);
    return { release, history: events.slice(0, streamPosition) as readonly StoredDeploymentEvent[] };
  }
}
