import { Controller, Param, Post } from '@nestjs/common';
import { actingRoles, ArtifactReference, Duration, DurationName, TeamRole, Window } from '@slipway/contracts';
import { InjectAggregate, Roles, ServiceKitError, ZodBody, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { approval } from '../domain/approval/approval.decider.js';
import { flow } from '../domain/flow/flow.decider.js';
import { isRun } from '../domain/flow/flow.state.js';
import { readinessOf } from '../domain/release/readiness.policy.js';
import { release } from '../domain/release/release.decider.js';
import { CalendarOfPlans } from '../work/calendar-of-plans.js';
import { KnownReleases } from '../work/known-releases.js';
import { TemplateLibrary } from '../work/template-library.js';

const Reason = z.string().min(1).max(2000);
const Artifacts = z.strictObject({ artifacts: z.array(ArtifactReference).min(1).max(200), reason: Reason });
const Override = z.strictObject({ duration: DurationName, to: Duration, reason: Reason });
const Plan = z.strictObject({
  /** The window that the review proposed, when absent. */
  window: Window.optional(),
  freezeOverride: z.strictObject({ freezeId: z.string().min(1), reason: Reason }).optional(),
});
const Member = z.strictObject({ role: TeamRole, person: z.string().min(1).max(200) });
const Acknowledgement = z.strictObject({ role: TeamRole });
const Nothing = z.strictObject({});

/** The preparation of a release: what, when, who, and whether it is ready. */
@Controller('planning/v1/releases/:releaseId')
export class PlanningController {
  constructor(
    @InjectAggregate(release) private readonly releases: Aggregate<typeof release>,
    @InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>,
    @InjectAggregate(flow) private readonly flows: Aggregate<typeof flow>,
    private readonly known: KnownReleases,
    private readonly templates: TemplateLibrary,
    private readonly calendar: CalendarOfPlans,
  ) {}

  @Post('artifacts')
  @Roles('release-manager')
  async changeArtifacts(@Param('releaseId') releaseId: string, @ZodBody(Artifacts) body: z.infer<typeof Artifacts>) {
    const context = await this.standingOf(releaseId);
    return this.releases.handle(releaseId, { type: 'ChangeArtifacts', ...body }, { context });
  }

  @Post('durations')
  @Roles('release-manager')
  async overrideDuration(@Param('releaseId') releaseId: string, @ZodBody(Override) body: z.infer<typeof Override>) {
    const context = await this.standingOf(releaseId);
    return this.releases.handle(releaseId, { type: 'OverrideDuration', ...body }, { context });
  }

  @Post('plan')
  @Roles('release-manager')
  async finalisePlan(@Param('releaseId') releaseId: string, @ZodBody(Plan) body: z.infer<typeof Plan>) {
    const { summary, template } = await this.known.get(releaseId);
    const { window = summary.window, freezeOverride } = body;
    const context = await this.standingOf(releaseId);
    const { steps } = await this.templates.read(template);
    const calendar = await this.calendar.around(window, summary.environment);
    const plan = { type: 'FinalisePlan', window, steps, calendar, freezeOverride } as const;
    return this.releases.handle(releaseId, plan, { context });
  }

  @Post('team')
  @Roles('release-manager')
  async assign(@Param('releaseId') releaseId: string, @ZodBody(Member) body: z.infer<typeof Member>) {
    const context = await this.standingOf(releaseId);
    const { state } = await this.approvals.load(releaseId);
    const assign = { type: 'AssignTeamRole', ...body, approvers: state.approvers } as const;
    return this.releases.handle(releaseId, assign, { context });
  }

  @Post('team/acknowledgements')
  @Roles(...actingRoles)
  async acknowledge(
    @Param('releaseId') releaseId: string,
    @ZodBody(Acknowledgement) { role }: z.infer<typeof Acknowledgement>,
  ) {
    const context = await this.standingOf(releaseId);
    return this.releases.handle(releaseId, { type: 'AcknowledgeTeamRole', role }, { context });
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
    return this.releases.handle(releaseId, { type: 'ReportReadiness', readiness: readinessOf(state) });
  }

  private async standingOf(releaseId: string) {
    await this.known.get(releaseId);
    return { standing: await this.known.standing(releaseId) };
  }
}
