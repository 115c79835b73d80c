import { Controller, Get } from '@nestjs/common';
import type { ReleaseSummary } from '@slipway/contracts';
import { documentsOfStep } from '@slipway/documents';
import { InjectAggregate, KnownRelease, ZodAnswer, type Aggregate } from '@slipway/service-kit';
import { acceptance } from '../domain/acceptance/acceptance.decider.js';
import { checks } from '../domain/checks/checks.decider.js';
import { documents } from '../domain/documents.js';
import { quality } from '../domain/quality/quality.decider.js';
import { ArtifactResults } from '../projections/artifact-results.projection.js';
import { ReleaseAnswer } from './release.answer.js';

/** Everything that validation knows of a release. */
@Controller('validation/v1/releases')
export class ReleasesController {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectAggregate(checks) private readonly runs: Aggregate<typeof checks>,
    @InjectAggregate(acceptance) private readonly acceptances: Aggregate<typeof acceptance>,
    @InjectAggregate(documents) private readonly recorded: Aggregate<typeof documents>,
    private readonly results: ArtifactResults,
  ) {}

  /** The stream positions are those that If-Match of a command to that part names. */
  @Get(':releaseId')
  @ZodAnswer(ReleaseAnswer)
  async read(@KnownRelease() { releaseId, artifacts }: ReleaseSummary): Promise<ReleaseAnswer> {
    const [ofQuality, ofChecks, ofAcceptance, { state: recorded }, results] = await Promise.all([
      this.qualities.load(releaseId),
      this.runs.load(releaseId),
      this.acceptances.load(releaseId),
      this.recorded.load(releaseId),
      this.results.of(artifacts.map(({ digest }) => digest)),
    ]);
    const documentsOf = (step: string) => ({ documents: documentsOfStep(recorded, step) });
    return {
      releaseId,
      quality: {
        streamPosition: ofQuality.streamPosition,
        ...ofQuality.state,
        results,
        ...documentsOf('validate-prerelease'),
      },
      checks: { streamPosition: ofChecks.streamPosition, ...ofChecks.state, ...documentsOf('validate-postrelease') },
      acceptance: {
        streamPosition: ofAcceptance.streamPosition,
        ...ofAcceptance.state,
        ...documentsOf('conduct-user-acceptance'),
      },
    };
  }
}
