import { ArtifactsChanged, StepStarted, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectProjections, type Projections } from '@slipway/service-kit';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { ArtifactVerification } from '../timers/verify-artifacts.timer.js';

const causes = [StepStarted, ArtifactsChanged] as const;

/** When the step begins the bytes are verified, and again when an artifact is replaced after that. */
@Reaction(causes, { group: 'validation.verify-artifacts' })
export class OrderArtifactVerification {
  constructor(
    @InjectProjections() private readonly projections: Projections,
    private readonly facts: ReleaseFacts,
    private readonly verification: ArtifactVerification,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<EventOf<(typeof causes)[number]>>): Promise<void> {
    if ('step' in data) {
      if (data.step.id === 'validate-prerelease') await this.verification.order(data.release.releaseId);
      return;
    }
    await this.projections.covered(logIndex);
    const begun = await this.facts.before(logIndex, data.releaseId, 'step validate-prerelease');
    if (begun) await this.verification.order(data.releaseId);
  }
}
