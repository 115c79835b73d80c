import { Controller, Post } from '@nestjs/common';
import { ReleaseId } from '@slipway/contracts';
import { conductOf } from '@slipway/flow';
import {
  EmptyBody,
  InjectAggregate,
  Roles,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Outcome,
} from '@slipway/service-kit';
import { z } from 'zod';
import { acceptance } from '../domain/acceptance/acceptance.decider.js';
import { Feedback } from '../projections/feedback.projection.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { Standings } from '../application/standings.js';
import { AcceptanceBody, CaseBody, ConcernBody, ResolutionBody, TrainingBody } from './bodies.js';

const Name = z.string().min(1).max(200);

/** Everyone who takes part can send these commands; the acceptance itself decides who is allowed to do what. */
@Controller('validation/v1/releases/:releaseId/acceptance')
@Roles('validator', 'support', 'release-manager')
export class AcceptanceController {
  constructor(
    @InjectAggregate(acceptance) private readonly acceptances: Aggregate<typeof acceptance>,
    private readonly standings: Standings,
    private readonly facts: ReleaseFacts,
    private readonly feedback: Feedback,
  ) {}

  @Post()
  async plan(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(AcceptanceBody) { owner, asked, cases }: AcceptanceBody,
  ): Promise<Outcome> {
    const { standing, conduct, threshold } = await this.judgedBy(releaseId);
    const command = { type: 'PlanAcceptance', releaseId, standing, conduct, threshold, owner, asked, cases } as const;
    return this.acceptances.handle(releaseId, command);
  }

  @Post('cases/:caseId')
  async recordCase(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('caseId', Name) caseId: string,
    @ZodBody(CaseBody) { accepted, comment }: CaseBody,
  ): Promise<Outcome> {
    const { standing, conduct, runsSince } = await this.judgedBy(releaseId);
    const verdict = { caseId, accepted, comment };
    const command = { type: 'RecordCase', releaseId, standing, conduct, runsSince, ...verdict } as const;
    return this.acceptances.handle(releaseId, command);
  }

  @Post('training')
  async provideTraining(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(TrainingBody) { evidence }: TrainingBody,
  ): Promise<Outcome> {
    const { standing } = await this.standings.of(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ProvideTraining', releaseId, standing, evidence });
  }

  /** Ends the collection of feedback. */
  @Post('feedback')
  async concludeFeedback(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: EmptyBody,
  ): Promise<Outcome> {
    const { standing, conduct, runsSince } = await this.judgedBy(releaseId);
    const team = await this.standings.teamOf(releaseId, standing);
    const opinions = await this.feedback.opinions(releaseId, { team, runsSince });
    const command = { type: 'ConcludeFeedback', releaseId, standing, conduct, runsSince, opinions } as const;
    return this.acceptances.handle(releaseId, command);
  }

  @Post('concerns')
  @Roles('validator', 'support', 'release-manager', 'approver', 'deployer', 'sre')
  async raiseConcern(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(ConcernBody) body: ConcernBody,
  ): Promise<Outcome> {
    const { standing } = await this.standings.of(releaseId);
    return this.acceptances.handle(releaseId, { type: 'RaiseConcern', releaseId, standing, ...body });
  }

  @Post('concerns/review')
  async reviewConcerns(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: EmptyBody,
  ): Promise<Outcome> {
    const { standing, runsSince } = await this.judgedBy(releaseId);
    return this.acceptances.handle(releaseId, { type: 'ReviewConcerns', releaseId, standing, runsSince });
  }

  @Post('concerns/:concernId/resolution')
  async resolveConcern(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('concernId', Name) concernId: string,
    @ZodBody(ResolutionBody) { resolution }: ResolutionBody,
  ): Promise<Outcome> {
    const { standing } = await this.standings.of(releaseId);
    const command = { type: 'ResolveConcern', releaseId, standing, concernId, resolution } as const;
    return this.acceptances.handle(releaseId, command);
  }

  /** The owner of the acceptance, with any role that can take part. */
  @Post('confirmation')
  @Roles('validator', 'support', 'release-manager', 'approver', 'deployer', 'sre')
  async confirm(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: EmptyBody,
  ): Promise<Outcome> {
    const { standing, conduct, runsSince } = await this.judgedBy(releaseId);
    const command = { type: 'ConfirmAcceptance', releaseId, standing, conduct, runsSince } as const;
    return this.acceptances.handle(releaseId, command);
  }

  private async judgedBy(releaseId: string) {
    const { release, standing } = await this.standings.of(releaseId);
    const { acceptance: threshold } = release.policy.thresholds;
    const runsSince = await this.facts.runsSince(releaseId);
    return { standing, conduct: conductOf(release.policy), threshold, runsSince };
  }
}
