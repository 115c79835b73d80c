import { Inject, Injectable, Logger } from '@nestjs/common';
import { ReleaseId, type ArtifactReference } from '@slipway/contracts';
import { isRejection } from '@slipway/decider';
import { currentCause } from '@slipway/messaging';
import {
  InjectAggregate,
  InjectProjections,
  InjectTimers,
  onBehalfOf,
  OnTimer,
  Origin,
  originOfCause,
  type Aggregate,
  type Projections,
  type Timers,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { ArtifactSource } from '../domain/quality/artifact-source.js';
import { quality } from '../domain/quality/quality.decider.js';
import { CarriedArtifacts } from '../projections/carried-artifacts.projection.js';
import { Standings } from '../work/standings.js';
import { atOnce } from './at-once.js';

export const ARTIFACT_SOURCE = Symbol('artifact source');

const name = 'verify-artifacts';
const Order = z.strictObject({ releaseId: ReleaseId, origin: Origin });

/** Has the artifacts of a release fetched and their bytes compared with their digests, by a job that survives a crash. */
@Injectable()
export class ArtifactVerification {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async order(releaseId: string): Promise<void> {
    const payload: z.input<typeof Order> = { releaseId, origin: originOfCause() };
    await this.timers.set({ id: `${name}:${releaseId}:${currentCause().id}`, at: atOnce, name, payload });
  }
}

@OnTimer(name, { slow: true })
export class VerifyArtifacts {
  private readonly log = new Logger(VerifyArtifacts.name);

  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @InjectProjections() private readonly projections: Projections,
    @Inject(ARTIFACT_SOURCE) private readonly source: ArtifactSource,
    private readonly carried: CarriedArtifacts,
    private readonly standings: Standings,
  ) {}

  async handle(payload: unknown): Promise<void> {
    const { releaseId, origin } = Order.parse(payload);
    await onBehalfOf(origin, async () => {
      const fetched = await this.carriedNow(releaseId);
      const findings = await Promise.all(fetched.map((artifact) => this.source.inspect(artifact)));
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

  private async carriedNow(releaseId: string): Promise<ArtifactReference[]> {
    await this.projections.upToDate();
    return this.carried.of(releaseId);
  }
}
