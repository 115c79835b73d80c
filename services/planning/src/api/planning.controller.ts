import { Controller, Param, Post } from '@nestjs/common';
import { actingRoles, ArtifactReference, Duration, DurationName, PersonId, TeamRole, Window } from '@slipway/contracts';
import {
  artifactsRefused,
  demandAllowed,
  InjectAggregate,
  Outbound,
  Roles,
  ServiceKitError,
  ZodBody,
  type Aggregate,
} from '@slipway/service-kit';
import { z } from 'zod';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { readinessOf } from '../domain/release/readiness.policy.js';
import { Decisions } from '../work/decisions.js';
import { KnownReleases } from '../work/known-releases.js';
import { Plans } from '../work/plans.js';

const Reason = z.string().min(1).max(2000);
const Artifacts = z.strictObject({ artifacts: z.array(ArtifactReference).min(1).max(200), reason: Reason });
const Override = z.strictObject({ duration: DurationName, to: Duration, reason: Reason });
const Plan = z.strictObject({
  /** The window that the review proposed, when absent. */
  window: Window.optional(),
  freezeOverride: z
    .strictObject({ freezeId: z.string().min(1), reason: Reason })
    .optional()
    .describe('Answered with the exception to ask for: a freeze is overridden by an exception of kind freeze.'),
});
const Member = z.strictObject({ role: TeamRole, person: PersonId });
const Author = z.strictObject({ person: PersonId });
const Acknowledgement = z.strictObject({ role: TeamRole });
const Nothing = z.strictObject({});

/** The preparation of a release: what, when, who, and whether it is ready. */
@Controller('planning/v1/releases/:releaseId')
export class PlanningController {
  constructor(
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly known: KnownReleases,
    private readonly decisions: Decisions,
    private readonly plans: Plans,
    private readonly outbound: Outbound,
  ) {}

  @Post('artifacts')
  @Roles('release-manager')
  async changeArtifacts(@Param('releaseId') releaseId: string, @ZodBody(Artifacts) body: z.infer<typeof Artifacts>) {
    demandAllowed(artifactsRefused(body.artifacts, 'artifacts', this.outbound.settings));
    await this.known.get(releaseId);
    return this.decisions.release(releaseId, { type: 'ChangeArtifacts', ...body });
  }

  @Post('durations')
  @Roles('release-manager')
  async overrideDuration(@Param('releaseId') releaseId: string, @ZodBody(Override) body: z.infer<typeof Override>) {
    await this.known.get(releaseId);
    return this.decisions.release(releaseId, { type: 'OverrideDuration', ...body });
  }

  @Post('plan')
  @Roles('release-manager')
  finalisePlan(@Param('releaseId') releaseId: string, @ZodBody(Plan) { window, freezeOverride }: z.infer<typeof Plan>) {
    return this.plans.finalise(releaseId, { window, freezeOverride });
  }

  /** Says who wrote the release, where its review named nobody that the identity provider knows. */
  @Post('author')
  @Roles('release-manager', 'approver')
  async nameAuthor(@Param('releaseId') releaseId: string, @ZodBody(Author) { person }: z.infer<typeof Author>) {
    await this.known.get(releaseId);
    return this.decisions.release(releaseId, { type: 'NameAuthor', person });
  }

  @Post('team')
  @Roles('release-manager')
  async assign(@Param('releaseId') releaseId: string, @ZodBody(Member) body: z.infer<typeof Member>) {
    await this.known.get(releaseId);
    return this.decisions.release(releaseId, { type: 'AssignTeamRole', ...body });
  }

  @Post('team/acknowledgements')
  @Roles(...actingRoles)
  async acknowledge(
    @Param('releaseId') releaseId: string,
    @ZodBody(Acknowledgement) { role }: z.infer<typeof Acknowledgement>,
  ) {
    await this.known.get(releaseId);
    return this.decisions.release(releaseId, { type: 'AcknowledgeTeamRole', role });
  }

  @Post('readiness')
  @Roles('release-manager')
  async reportReadiness(@Param('releaseId') releaseId: string, @ZodBody(Nothing) _: z.infer<typeof Nothing>) {
    await this.known.get(releaseId);
    const { state } = await this.flows.load(releaseId);
    if (!isRun(state))
      throw new ServiceKitError('RELEASE_UNKNOWN', {
        releaseId,
        fix: 'its flow starts moments after its [rv] signal was taken in: try again',
      });
    return this.decisions.release(releaseId, { type: 'ReportReadiness', readiness: readinessOf(state) });
  }
}
