import { Controller, Post } from '@nestjs/common';
import { CheckKind, ReleaseId } from '@slipway/contracts';
import { isRejection, type Rejection } from '@slipway/decider';
import {
  checksRefused,
  demandAllowed,
  EmptyBody,
  InjectAggregate,
  Outbound,
  Roles,
  ZodAnswer,
  ZodBody,
  ZodParam,
  type Aggregate,
  type Outcome,
} from '@slipway/service-kit';
import { checks } from '../domain/checks/checks.decider.js';
import { quality } from '../domain/quality/quality.decider.js';
import { Approvals } from '../projections/approvals.projection.js';
import { ReleaseFacts } from '../projections/release-facts.projection.js';
import { CheckRuns } from '../timers/run-checks.timer.js';
import { ArtifactVerification } from '../timers/verify-artifacts.timer.js';
import { digestOf } from '../application/digest-of.js';
import { Standings } from '../application/standings.js';
import { CheckPlanBody } from './bodies.js';
import { Ordered } from './release.answer.js';

/** The check plan, and runs in addition to those that the steps order. */
@Controller('validation/v1/releases/:releaseId')
@Roles('validator')
export class ChecksController {
  constructor(
    @InjectAggregate(checks) private readonly plans: Aggregate<typeof checks>,
    @InjectAggregate(quality) private readonly qualities: Aggregate<typeof quality>,
    private readonly standings: Standings,
    private readonly approvals: Approvals,
    private readonly facts: ReleaseFacts,
    private readonly runs: CheckRuns,
    private readonly verification: ArtifactVerification,
    private readonly outbound: Outbound,
  ) {}

  @Post('check-plan')
  async plan(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(CheckPlanBody) plan: CheckPlanBody,
  ): Promise<Outcome> {
    const { settings } = this.outbound;
    demandAllowed(...CheckKind.options.map((kind) => checksRefused(plan.checks[kind], `checks.${kind}`, settings)));
    const { standing } = await this.standings.of(releaseId);
    const [approved, validating] = await Promise.all([
      this.approvals.stand(releaseId),
      this.facts.started(releaseId, 'validate-postrelease'),
    ]);
    const about = { plan, digest: digestOf(plan), settled: approved || validating };
    return this.plans.handle(releaseId, { type: 'RecordPlan', releaseId, standing, ...about });
  }

  @Post('checks/:kind/runs')
  @ZodAnswer(Ordered, 202)
  async run(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodParam('kind', CheckKind) kind: CheckKind,
    @ZodBody(EmptyBody) _: EmptyBody,
  ): Promise<Ordered | Rejection> {
    const { standing } = await this.standings.of(releaseId);
    const due = await this.facts.started(releaseId, 'validate-postrelease');
    const outcome = await this.plans.handle(releaseId, { type: 'RequestRun', releaseId, standing, kind, due });
    if (isRejection(outcome)) return outcome;
    await this.runs.order(releaseId, [kind]);
    return { ordered: kind };
  }

  @Post('artifacts/verification')
  @ZodAnswer(Ordered, 202)
  async verify(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(EmptyBody) _: EmptyBody,
  ): Promise<Ordered | Rejection> {
    const { standing } = await this.standings.of(releaseId);
    const outcome = await this.qualities.handle(releaseId, { type: 'RequestVerification', releaseId, standing });
    if (isRejection(outcome)) return outcome;
    await this.verification.order(releaseId);
    return { ordered: 'artifacts' };
  }
}
