import { Injectable } from '@nestjs/common';
import { afterTheEnd, InjectAggregate, settle, type Aggregate } from '@slipway/service-kit';
import { checks } from '../domain/checks/checks.decider.js';
import { quality } from '../domain/quality/quality.decider.js';
import { ArtifactResults } from '../projections/artifact-results.projection.js';
import { CarriedArtifacts } from '../projections/carried-artifacts.projection.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { digestOf } from './digest-of.js';
import { Standings } from './standings.js';

/** Collects what is known about the quality of a release, and has the decider decide on it. */
@Injectable()
export class QualityEvaluation {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectAggregate(checks) private readonly plans: Aggregate<typeof checks>,
    private readonly standings: Standings,
    private readonly results: ArtifactResults,
    private readonly carried: CarriedArtifacts,
    private readonly facts: ReleaseFacts,
  ) {}

  /** Within a cause, of a release that is known. */
  async evaluate(releaseId: string): Promise<void> {
    const { release, standing } = await this.standings.of(releaseId);
    const digests = release.artifacts.map(({ digest }) => digest);
    const { plan } = (await this.plans.load(releaseId)).state;
    const command = {
      type: 'Evaluate',
      releaseId,
      standing,
      digests,
      changedBy: await this.carried.changedBy(releaseId),
      results: await this.results.of(digests, plan?.requiredSuites),
      requiredSuites: plan?.requiredSuites,
      validating: await this.facts.started(releaseId, 'validate-prerelease'),
      gateInputs: await this.facts.gateInputs(releaseId),
      policyDigest: digestOf(release.policy),
    } as const;
    await settle(this.qualities.handle(releaseId, command), afterTheEnd);
  }
}
