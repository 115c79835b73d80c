import { Controller, Param, Post } from '@nestjs/common';
import { digestsOf } from '@slipway/contracts';
import { InjectAggregate, Roles, ZodBody, type Aggregate } from '@slipway/service-kit';
import { z } from 'zod';
import { approval } from '../domain/approval/approval.decider.js';
import { KnownReleases } from '../work/known-releases.js';

const Approve = z.strictObject({ comment: z.string().min(1).max(2000).optional() });
const Decline = z.strictObject({ reason: z.string().min(1).max(2000) });

/** Who may approve is in domain/approval/may-approve.policy.ts. */
@Controller('planning/v1/releases/:releaseId/approvals')
export class ApprovalsController {
  constructor(
    @InjectAggregate(approval) private readonly approvals: Aggregate<typeof approval>,
    private readonly known: KnownReleases,
  ) {}

  @Post()
  @Roles('approver')
  async approve(@Param('releaseId') releaseId: string, @ZodBody(Approve) { comment }: z.infer<typeof Approve>) {
    const { summary, team } = await this.known.get(releaseId);
    const digests = digestsOf(summary.artifacts);
    const deployer = team.deployer?.person;
    const standing = await this.known.standing(releaseId);
    return this.approvals.handle(releaseId, { type: 'Approve', releaseId, digests, deployer, standing, comment });
  }

  @Post('declines')
  @Roles('approver')
  async decline(@Param('releaseId') releaseId: string, @ZodBody(Decline) { reason }: z.infer<typeof Decline>) {
    await this.known.get(releaseId);
    const standing = await this.known.standing(releaseId);
    return this.approvals.handle(releaseId, { type: 'Decline', releaseId, standing, reason });
  }
}
