import { Controller, Get, Post } from '@nestjs/common';
import { EvidenceReference, ReleaseId, type ReleaseSummary } from '@slipway/contracts';
import {
  EmptyBody,
  InjectAggregate,
  KnownRelease,
  ReasonBody,
  Roles,
  tagged,
  TaggedAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Outcome,
  type Tagged,
} from '@slipway/service-kit';
import { z } from 'zod';
import { deployment } from '../domain/deployment.decider.js';
import { documents } from '../domain/documents.js';
import { PlanRequest } from '../domain/plan/plan-request.js';
import { Plans } from '../application/plans.js';
import { Preparation } from '../application/preparation.js';
import { Rollbacks } from '../application/rollbacks.js';
import { DeploymentAnswer } from './deployment.answer.js';

const RehearsalBody = z.strictObject({ evidence: EvidenceReference });

/** What deployers do to a deployment. Its start is not among it: the flow orders that. */
@Controller('deployment/v1/releases/:releaseId')
@Roles('deployer')
export class DeploymentsController {
  constructor(
    private readonly plans: Plans,
    private readonly preparation: Preparation,
    private readonly rollbacks: Rollbacks,
  ) {}

  @Post('plan')
  plan(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(PlanRequest) request: z.infer<typeof PlanRequest>,
  ): Promise<Outcome> {
    return this.plans.record(releaseId, request);
  }

  @Post('rehearsals')
  rehearse(
    @KnownRelease() release: ReleaseSummary,
    @ZodBody(RehearsalBody) { evidence }: z.infer<typeof RehearsalBody>,
  ): Promise<Outcome> {
    return this.preparation.rehearse(release, evidence);
  }

  /** Runs the dry run again: what it found wrong may lie outside of the plan. */
  @Post('dry-runs')
  dryRun(@KnownRelease() release: ReleaseSummary, @ZodBody(EmptyBody) _: EmptyBody): Promise<Outcome> {
    return this.preparation.dryRun(release);
  }

  /** Tries again to start, after pre-deployment checks that failed. */
  @Post('starts')
  start(@KnownRelease() release: ReleaseSummary, @ZodBody(EmptyBody) _: EmptyBody): Promise<Outcome> {
    return this.preparation.start(release);
  }

  /** Also again, after an attempt that failed; after the end of the release, while it is what runs in its environment. */
  @Post('rollback')
  rollBack(@KnownRelease() release: ReleaseSummary, @ZodBody(ReasonBody) { reason }: ReasonBody): Promise<Outcome> {
    return this.rollbacks.rollBack(release.releaseId, { reason });
  }
}

/** The deployment of a release, as it stands. */
@Controller('deployment/v1/releases')
export class DeploymentQueries {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    @InjectAggregate(documents) private readonly recorded: Aggregate<typeof documents>,
  ) {}

  @Get(':releaseId')
  @TaggedAnswer(DeploymentAnswer)
  async read(@KnownRelease() { releaseId }: ReleaseSummary): Promise<Tagged<DeploymentAnswer>> {
    const [{ state, streamPosition }, recorded] = await Promise.all([
      this.deployments.load(releaseId),
      this.recorded.load(releaseId),
    ]);
    return tagged(streamPosition, { releaseId, ...state, documents: recorded.state });
  }
}
