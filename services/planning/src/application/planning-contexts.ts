import { Injectable } from '@nestjs/common';
import type { DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, type Aggregate, type DocumentContexts } from '@slipway/service-kit';
import { closure } from '../domain/closure/closure.decider.js';
import { communication } from '../domain/communication/communication.decider.js';
import type { PlanningContext } from '../domain/documents.js';
import { KnownReleases } from './known-releases.js';

@Injectable()
export class PlanningContexts implements DocumentContexts<PlanningContext> {
  constructor(
    @InjectAggregate(communication) private readonly communications: Aggregate<typeof communication>,
    @InjectAggregate(closure) private readonly closures: Aggregate<typeof closure>,
    private readonly known: KnownReleases,
  ) {}

  async of({ trail: releaseId }: DeliveredEvent): Promise<PlanningContext> {
    const [{ summary: release }, communicated, closed] = await Promise.all([
      this.known.get(releaseId),
      this.communications.load(releaseId),
      this.closures.load(releaseId),
    ]);
    return { release, communication: communicated.state, closure: closed.state };
  }
}
