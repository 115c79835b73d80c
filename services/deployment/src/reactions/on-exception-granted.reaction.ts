import { ExceptionGranted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { impossible, ReleaseDirectory, settle } from '@slipway/service-kit';
import { Preparation } from '../application/preparation.js';

/** An exception for the rehearsal can be the missing part of the rollback readiness. */
@Reaction(ExceptionGranted, { group: 'deployment.review-readiness' })
export class OnExceptionGranted {
  constructor(
    private readonly preparation: Preparation,
    private readonly releases: ReleaseDirectory,
  ) {}

  async handle({ data: { kind, releaseId } }: DeliveredEvent<ExceptionGranted>): Promise<void> {
    if (kind !== 'rehearsal') return;
    await settle(this.preparation.reviewReadiness(await this.releases.get(releaseId)), impossible);
  }
}
