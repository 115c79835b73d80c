import { Controller, Post } from '@nestjs/common';
import {
  actingRoles,
  ArtifactReference,
  Duration,
  DurationName,
  identify,
  PersonId,
  ReleaseId,
  TeamRole,
  Window,
} from '@slipway/contracts';
import {
  artifactsRefused,
  demandAllowed,
  EmptyBody,
  Outbound,
  ReasonBody,
  Roles,
  ZodBody,
  ZodParam,
} from '@slipway/service-kit';
import { z } from 'zod';
import { readinessOf } from '../domain/release/readiness.policy.js';
import type { ProposedRelease } from '../domain/release/release.state.js';
import { Decisions } from '../application/decisions.js';
import { KnownReleases } from '../application/known-releases.js';
import { Plans } from '../application/plans.js';
import { InjectPlanningSettings, type PlanningSettings } from '../config/planning-settings.js';
import { KnownRelease } from './known-release.js';

const { reason: Reason } = ReasonBody.shape;
const Artifacts = z.strictObject({ artifacts: z.array(ArtifactReference).min(1).max(200), reason: Reason });
const Override = z.strictObject({ duration: DurationName, to: Duration, reason: Reason });
const Plan = z.strictObject({
  /** The window that the review proposed, when absent. */
  window: Window.optional(),
  freezeOverride: z
    .strictObject({ freezeId: z.string().min(1), reason: Reason })
    .optional()
    .describe('Refused with the exception to request: an exception of kind freeze overrides a freeze.'),
});
const Member = z.strictObject({ role: TeamRole, person: PersonId });
const Author = z.strictObject({ person: PersonId });
const Acknowledgement = z.strictObject({ role: TeamRole });

/** The preparation of a release: its plan, its team, and whether it is ready. */
@Controller('planning/v1/releases/:releaseId')
export class PlanningController {
  constructor(
    private readonly known: KnownReleases,
    private readonly decisions: Decisions,
    private readonly plans: Plans,
    private readonly outbound: Outbound,
    @InjectPlanningSettings() private readonly settings: PlanningSettings,
  ) {}

  @Post('artifacts')
  @Roles('release-manager')
  changeArtifacts(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Artifacts) body: z.infer<typeof Artifacts>,
  ) {
    demandAllowed(artifactsRefused(body.artifacts, 'artifacts', this.outbound.settings));
    return this.decisions.release(releaseId, { type: 'ChangeArtifacts', ...body });
  }

  @Post('durations')
  @Roles('release-manager')
  overrideDuration(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Override) body: z.infer<typeof Override>,
  ) {
    return this.decisions.release(releaseId, { type: 'OverrideDuration', ...body });
  }

  @Post('plan')
  @Roles('release-manager')
  finalisePlan(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(Plan) { window, freezeOverride }: z.infer<typeof Plan>,
  ) {
    return this.plans.finalise(releaseId, { window, freezeOverride });
  }

  /** Names the author of the release, if its review named nobody that the identity provider knows. */
  @Post('author')
  @Roles('release-manager', 'approver')
  nameAuthor(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Author) { person }: z.infer<typeof Author>,
  ) {
    return this.decisions.release(releaseId, { type: 'NameAuthor', named: identify(person, this.settings.identities) });
  }

  @Post('team')
  @Roles('release-manager')
  assign(@KnownRelease() { summary: { releaseId } }: ProposedRelease, @ZodBody(Member) body: z.infer<typeof Member>) {
    return this.decisions.release(releaseId, { type: 'AssignTeamRole', ...body });
  }

  @Post('team/acknowledgements')
  @Roles(...actingRoles)
  acknowledge(
    @KnownRelease() { summary: { releaseId } }: ProposedRelease,
    @ZodBody(Acknowledgement) { role }: z.infer<typeof Acknowledgement>,
  ) {
    return this.decisions.release(releaseId, { type: 'AcknowledgeTeamRole', role });
  }

  @Post('readiness')
  @Roles('release-manager')
  async reportReadiness(@KnownRelease() { summary: { releaseId } }: ProposedRelease, @ZodBody(EmptyBody) _: EmptyBody) {
    const { run } = await this.known.run(releaseId);
    return this.decisions.release(releaseId, { type: 'ReportReadiness', readiness: readinessOf(run) });
  }
}
