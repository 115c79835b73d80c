import { PipelineFinished, TestSuiteFinished, type EventOf } from '@slipway/contracts';
import { Reaction, type DeliveredEvent } from '@slipway/messaging';
import { InjectProjections, ReleaseDirectory, type Projections } from '@slipway/service-kit';
import { QualityEvaluation } from '../application/quality-evaluation.js';

const results = [PipelineFinished, TestSuiteFinished] as const;

/** A result of CI counts for every release that ships its artifact. */
@Reaction(results, { group: 'validation.weigh-results' })
export class WeighResult {
  constructor(
    @InjectProjections() private readonly projections: Projections,
    private readonly releases: ReleaseDirectory,
    private readonly evaluation: QualityEvaluation,
  ) {}

  async handle({ data, logIndex }: DeliveredEvent<EventOf<(typeof results)[number]>>): Promise<void> {
    await this.projections.covered(logIndex);
    for (const { releaseId } of await this.releases.byDigest(data.digest)) await this.evaluation.evaluate(releaseId);
  }
}
