import { Inject, Injectable } from '@nestjs/common';
import { ArtifactReference, ReleaseId, type ReleaseSummary } from '@slipway/contracts';
import { currentCause } from '@slipway/messaging';
import {
  InjectAggregate,
  InjectTimers,
  onBehalfOf,
  OnTimer,
  Origin,
  originOfCause,
  type Aggregate,
  type Outcome,
  type Timers,
} from '@slipway/service-kit';
import { z } from 'zod';
import type { ArtifactSource } from '../domain/quality/artifact-source.js';
import { quality } from '../domain/quality/quality.decider.js';
import { atOnce } from './at-once.js';

export const ARTIFACT_SOURCE = Symbol('artifact source');

const name = 'verify-artifacts';
const Order = z.strictObject({ releaseId: ReleaseId, artifacts: z.array(ArtifactReference).min(1), origin: Origin });

/** Has the artifacts of a release fetched and their bytes compared with their digests, by a job that survives a crash. */
@Injectable()
export class ArtifactVerification {
  constructor(@InjectTimers() private readonly timers: Timers) {}

  async order({ releaseId, artifacts }: Pick<ReleaseSummary, 'releaseId' | 'artifacts'>): Promise<void> {
    const payload: z.input<typeof Order> = { releaseId, artifacts, origin: originOfCause() };
    await this.timers.set({ id: `${name}:${releaseId}:${currentCause().id}`, at: atOnce, name, payload });
  }
}

@OnTimer(name)
export class VerifyArtifacts {
  constructor(
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    @Inject(ARTIFACT_SOURCE) private readonly source: ArtifactSource,
  ) {}

  handle(payload: unknown): Promise<Outcome> {
    const { releaseId, artifacts, origin } = Order.parse(payload);
    return onBehalfOf(origin, async () => {
      const findings = await Promise.all(artifacts.map((artifact) => this.source.inspect(artifact)));
      return this.qualities.handle(releaseId, { type: 'RecordFindings', releaseId, findings });
    });
  }
}
