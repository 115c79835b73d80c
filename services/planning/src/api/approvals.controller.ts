import { Controller, Post } from '@nestjs/common';
import { Digest, ReleaseId } from '@slipway/contracts';
import { ReasonBody, Roles, ZodBody, ZodParam } from '@slipway/service-kit';
import { z } from 'zod';
import { Decisions } from '../application/decisions.js';

const Approve = z.strictObject({
  comment: z.string().min(1).max(2000).optional(),
  digests: z
    .array(Digest)
    .min(1)
    .max(200)
    .optional()
    .describe('The state that you saw. The approval is refused if the release has changed since.'),
});

/** Who may approve is in domain/approval/may-approve.policy.ts. */
@Controller('planning/v1/releases/:releaseId/approvals')
@Roles('approver')
export class ApprovalsController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  approve(
    @ZodParam('releaseId', ReleaseId) releaseId: string,
    @ZodBody(Approve) { comment, digests }: z.infer<typeof Approve>,
  ) {
    return this.decisions.approval({ type: 'Approve', releaseId, seen: digests, comment });
  }

  @Post('declines')
  decline(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.decisions.approval({ type: 'Decline', releaseId, reason });
  }

  /** By the person who declined. */
  @Post('declines/withdrawal')
  withdrawDecline(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.decisions.approval({ type: 'WithdrawDecline', releaseId, reason });
  }

  /** By a person who approved. */
  @Post('withdrawal')
  withdrawApproval(@ZodParam('releaseId', ReleaseId) releaseId: string, @ZodBody(ReasonBody) { reason }: ReasonBody) {
    return this.decisions.approval({ type: 'WithdrawApproval', releaseId, reason });
  }
}
