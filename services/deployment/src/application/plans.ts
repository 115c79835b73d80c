import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DeploymentPlan } from '@slipway/contracts';
import {
  artifactsRefused,
  checksRefused,
  demandAllowed,
  InjectAggregate,
  InjectProjections,
  Outbound,
  ReleaseDirectory,
  type Aggregate,
  type Outcome,
  type Projections,
} from '@slipway/service-kit';
import canonicalize from 'canonicalize';
import { deployment } from '../domain/deployment.decider.js';
import { planFor, type PlanRequest } from '../domain/plan/plan-request.js';
import { ReleaseSurroundings } from './surroundings.js';

/** Records the plans of deployers, each decided on what is known of its release and of where it is to run. */
@Injectable()
export class Plans {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly releases: ReleaseDirectory,
    private readonly surroundings: ReleaseSurroundings,
    @InjectProjections() private readonly projections: Projections,
    private readonly outbound: Outbound,
  ) {}

  async record(releaseId: string, request: PlanRequest): Promise<Outcome> {
    const { settings } = this.outbound;
    demandAllowed(
      artifactsRefused(request.previousArtifacts, 'previousArtifacts', settings),
      checksRefused(request.smokeChecks, 'smokeChecks', settings),
    );
    // A plan for artifacts that the release had a moment before would be refused at the start only.
    await this.projections.upToDate();
    const release = await this.releases.get(releaseId);
    const surroundings = await this.surroundings.of(release, request);
    const planDigest = digestOf(planFor(release, request));
    return this.deployments.handle(releaseId, {
      type: 'RecordPlan',
      releaseId,
      release,
      request,
      planDigest,
      surroundings,
    });
  }
}

/** As for every plan whose easing has to be granted: of its canonical JSON (RFC 8785). */
const digestOf = (plan: DeploymentPlan): string => `sha256:${hash('sha256', canonicalize(plan) ?? '', 'hex')}`;
