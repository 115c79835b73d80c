import { Inject, Injectable } from '@nestjs/common';
import { ReleaseId, type ArtifactReference } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import {
  defineTimer,
  harmless,
  InjectAggregate,
  InjectProjections,
  InjectTimers,
  onBehalfOf,
  OnTimer,
  Origin,
  originOfCause,
  settle,
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
import { Standings } from '../application/standings.js';
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

const notWanted = harmless('another artifact came, which orders a verification of its own, or the release has ended', [
  'ARTIFACTS_REPLACED',
  'RELEASE_ENDED',
]);

@OnTimer(Verify, { slow: true })
export class VerifyArtifacts {
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
      const command = { type: 'RecordFindings', releaseId, standing, findings, artifacts } as const;
      await settle(this.qualities.handle(releaseId, command), notWanted);
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
