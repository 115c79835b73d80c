import { ReleaseRevised, StepStarted } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectAggregate, InjectProjections, type Aggregate, type Projections } from '@slipway/service-kit';
import { quality } from '../domain/quality/quality.decider.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { ArtifactVerification } from '../timers/verify-artifacts.timer.js';

/** When the step begins the bytes are verified, and again when an artifact is replaced after that. */
@Reaction([StepStarted, ReleaseRevised], { group: 'validation.verify-artifacts' })
export class OrderArtifactVerification {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectProjections() private readonly projections: Projections,
    private readonly facts: ReleaseFacts,
    private readonly verification: ArtifactVerification,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<StepStarted | ReleaseRevised>): Promise<void> {
    if ('step' in data) {
      if (data.step.id === 'validate-prerelease') await this.verification.order(data.release);
      return;
    }
    await this.projections.covered(logIndex);
    const { releaseId, artifacts } = data.release;
    if (!(await this.facts.started(releaseId, 'validate-prerelease'))) return;
    const { verified } = (await this.qualities.load(releaseId)).state;
    if (artifacts.some(({ digest }) => !verified.includes(digest))) await this.verification.order(data.release);
  }
}
