import { Injectable } from '@nestjs/common';
import type { DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, ReleaseDirectory, type Aggregate, type DocumentContexts } from '@slipway/service-kit';
import { acceptance } from '../domain/acceptance/acceptance.decider.js';
import type { ValidationContext } from '../domain/documents.js';

@Injectable()
export class ValidationContexts implements DocumentContexts<ValidationContext> {
  constructor(
    private readonly releases: ReleaseDirectory,
    @InjectAggregate(acceptance) private readonly acceptances: Aggregate<typeof acceptance>,
  ) {}

  async of({ trail: releaseId }: DeliveredEvent): Promise<ValidationContext> {
    const [release, { state }] = await Promise.all([this.releases.get(releaseId), this.acceptances.load(releaseId)]);
    return { release, acceptance: state };
  }
}
