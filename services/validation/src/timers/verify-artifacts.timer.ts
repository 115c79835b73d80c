import { Inject, Injectable, Logger } from '@nestjs/common';
import { ReleaseId, type ArtifactReference } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { currentCause } from '@slipway/messaging';
import {
  defineTimer,
  InjectAggregate,
  InjectProjections,
  InjectTimers,
  onBehalfOf,
  OnTimer,
  Origin,
  originOfCause,
  type Aggregate,
  type PayloadOf,
  type Projections,
  type Timers,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { ArtifactSource } from '../domain/quality/artifact-source.js';
import type { Finding } from '../domain/quality/quality.commands.js';
import { quality } from '../domain/quality/quality.decider.js';
import { CarriedArtifacts } from '../projections/carried-artifacts.projection.js';
import { Standings } from '../work/standings.js';
import { atOnce } from './at-once.js';

export const ARTIFACT_SOURCE = Symbol('artifact source');

const Verify = defineTimer('verify-artifacts', z.strictObject({ releaseId: ReleaseId, origin: Origin }));

/** Has the artifacts of a release fetched and their bytes compared with their digests, by a job that survives a crash. */
@Injectable()
export class ArtifactVerification {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async order(releaseId: string): Promise<void> {
    const payload = { releaseId, origin: originOfCause() };
    await this.timers.set(Verify, { key: [releaseId, currentCause().id], at: atOnce, payload });
  }
}

@OnTimer(Verify, { slow: true })
export class VerifyArtifacts {
  private readonly log = new Logger(VerifyArtifacts.name);

  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectProjections() private readonly projections: Projections,
    @Inject(ARTIFACT_SOURCE) private readonly source: ArtifactSource,
    private readonly carried: CarriedArtifacts,
    private readonly standings: Standings,
  ) {}

  async handle({ releaseId, origin }: PayloadOf<typeof Verify>): Promise<void> {
    await onBehalfOf(origin, async () => {
      const fetched = await this.carriedNow(releaseId);
      const findings = await this.inspected(fetched);
      const { standing } = await this.standings.of(releaseId);
      const artifacts = await this.carriedNow(releaseId);
      const outcome = await this.qualities.handle(releaseId, {
        type: 'RecordFindings',
        releaseId,
        standing,
        findings,
        artifacts,
      });
      // One was replaced meanwhile, which has ordered a verification of its own; or the release has ended.
      if (isRejection(outcome)) this.log.warn({ releaseId, outcome }, 'what was found about artifacts was not taken');
    });
  }

  /** One after the other: an artifact never waits for a place that another one of its release has. */
  private async inspected(artifacts: readonly ArtifactReference[]): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const artifact of artifacts) findings.push(await this.source.inspect(artifact));
    return findings;
  }

  private async carriedNow(releaseId: string): Promise<ArtifactReference[]> {
    await this.projections.upToDate();
    return this.carried.of(releaseId);
  }
}
