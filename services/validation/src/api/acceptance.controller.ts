import { Controller, Post } from '@nestjs/common';
import { ReleaseId } from '@slipway/contracts';
import {
  InjectAggregate,
  InjectProjections,
  ReleaseDirectory,
  Roles,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Outcome,
  type Projections,
} from '@slipway/service-kit';
import { z } from 'zod';
import { acceptance } from '../domain/acceptance/acceptance.decider.js';
import { Deployers } from '../projections/deployers.projection.js';
import { Feedback } from '../projections/feedback.projection.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { AcceptanceBody, CaseBody, ConcernBody, EmptyBody, ResolutionBody, TrainingBody } from './bodies.js';

const Name = z.string().min(1).max(200);

/** Everyone who takes part may speak; who may do what beyond that is decided by the acceptance itself. */
@Controller('validation/v1/releases/:releaseId/acceptance')
@Roles('validator', 'support', 'release-manager')
export class AcceptanceController {
  constructor(
    @InjectAggregate(acceptance) private readonly acceptances: Aggregate<typeof acceptance>,
    @InjectProjections() private readonly projections: Projections,
    private readonly releases: ReleaseDirectory,
    private readonly deployers: Deployers,
    private readonly facts: ReleaseFacts,
    private readonly feedback: Feedback,
  ) {}

  @Post()
  async plan(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(AcceptanceBody) body: AcceptanceBody,
  ): Promise<Outcome> {
    const { policy } = await this.releases.get(releaseId);
    await this.projections.upToDate();
    const deployers = await this.deployers.of(releaseId);
    const threshold = policy.thresholds.acceptance;
    return this.acceptances.handle(releaseId, { type: 'PlanAcceptance', releaseId, threshold, deployers, ...body });
  }

  @Post('cases/:caseId')
  async recordCase(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('caseId', Name) caseId: string,
    @ZodBody(CaseBody) body: CaseBody,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    const deployed = await this.facts.deployed(releaseId);
    return this.acceptances.handle(releaseId, { type: 'RecordCase', releaseId, caseId, deployed, ...body });
  }

  @Post('training')
  async provideTraining(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(TrainingBody) { evidence }: TrainingBody,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ProvideTraining', releaseId, evidence });
  }

  /** Concludes the collection of what users have said until now. */
  @Post('feedback')
  async concludeFeedback(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: unknown,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    await this.projections.upToDate();
    const ratings = await this.feedback.of(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ConcludeFeedback', releaseId, ratings });
  }

  @Post('concerns')
  @Roles('validator', 'support', 'release-manager', 'approver', 'deployer', 'sre')
  async raiseConcern(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(ConcernBody) body: ConcernBody,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    return this.acceptances.handle(releaseId, { type: 'RaiseConcern', releaseId, ...body });
  }

  @Post('concerns/review')
  async reviewConcerns(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: unknown,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ReviewConcerns', releaseId });
  }

  @Post('concerns/:concernId/resolution')
  async resolveConcern(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('concernId', Name) concernId: string,
    @ZodBody(ResolutionBody) { resolution }: ResolutionBody,
  ): Promise<Outcome> {
    await this.releases.get(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ResolveConcern', releaseId, concernId, resolution });
  }

  /** Whoever owns the acceptance, whatever their role. */
  @Post('confirmation')
  @Roles('validator', 'support', 'release-manager', 'approver', 'deployer', 'sre')
  async confirm(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(EmptyBody) _: unknown): Promise<Outcome> {
    await this.releases.get(releaseId);
    await this.projections.upToDate();
    const deployers = await this.deployers.of(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ConfirmAcceptance', releaseId, deployers });
  }
}
