import { Controller, Get, Post } from '@nestjs/common';
import { EvidenceReference, ReleaseId } from '@slipway/contracts';
import {
  InjectAggregate,
  ReleaseDirectory,
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
import { PlanRequest } from '../domain/plan-request.js';
import { Plans } from '../work/plans.js';
import { Preparation } from '../work/preparation.js';
import { Rollbacks } from '../work/rollbacks.js';
import { DeploymentAnswer } from './deployment.answer.js';

const RehearsalBody = z.strictObject({ evidence: EvidenceReference });
const RollbackBody = z.strictObject({ reason: z.string().min(1).max(2000) });
const EmptyBody = z.strictObject({});

/** What deployers do to a deployment. Its start is not among it: the flow orders that. */
@Controller('deployment/v1/releases/:releaseId')
@Roles('deployer')
export class DeploymentsController {
  constructor(
    private readonly releases: ReleaseDirectory,
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
  async rehearse(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(RehearsalBody) { evidence }: z.infer<typeof RehearsalBody>,
  ): Promise<Outcome> {
    return this.preparation.rehearse(await this.releases.get(releaseId), evidence);
  }

  /** Runs the dry run again: what it found wrong may lie outside of the plan. */
  @Post('dry-runs')
  async dryRun(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: z.infer<typeof EmptyBody>,
  ): Promise<Outcome> {
    return this.preparation.dryRun(await this.releases.get(releaseId));
  }

  /** Tries again to start, after pre-deployment checks that failed. */
  @Post('starts')
  async start(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: z.infer<typeof EmptyBody>,
  ): Promise<Outcome> {
    return this.preparation.start(await this.releases.get(releaseId));
  }

  /** Also again, after an attempt that failed; after the end of the release, while it is what runs in its environment. */
  @Post('rollback')
  async rollBack(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(RollbackBody) { reason }: z.infer<typeof RollbackBody>,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    return this.rollbacks.rollBack(releaseId, { reason });
  }
}

/** The deployment of a release, as it stands. */
@Controller('deployment/v1/releases')
export class DeploymentQueries {
  constructor(
    @InjectAggregate(deployment) private readonly deployments: Aggregate<typeof deployment>,
    private readonly releases: ReleaseDirectory,
  ) {}

  @Get(':releaseId')
  @TaggedAnswer(DeploymentAnswer)
  async read(@ZodParam('releaseId', ReleaseId) releaseId: string): Promise<Tagged<DeploymentAnswer>> {
    const { state, streamPosition, exists } = await this.deployments.load(releaseId);
    if (!exists) await this.releases.get(releaseId);
    return tagged(streamPosition, { releaseId, ...state });
  }
}
