import { Controller, Param, Post } from '@nestjs/common';
import { Digest } from '@slipway/contracts';
import { Roles, ZodBody } from '@slipway/service-kit';
import { z } from 'zod';
import { Decisions } from '../work/decisions.js';

const Approve = z.strictObject({
  comment: z.string().min(1).max(2000).optional(),
  digests: z
    .array(Digest)
    .min(1)
    .max(200)
    .optional()
    .describe('What you saw. Another release than that is not approved.'),
});
const Reason = z.strictObject({ reason: z.string().min(1).max(2000) });
type Reason = z.infer<typeof Reason>;

/** Who may approve is in domain/approval/may-approve.policy.ts. */
@Controller('planning/v1/releases/:releaseId/approvals')
@Roles('approver')
export class ApprovalsController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  approve(@Param('releaseId') releaseId: string, @ZodBody(Approve) { comment, digests }: z.infer<typeof Approve>) {
    return this.decisions.approval({ type: 'Approve', releaseId, seen: digests, comment });
  }

  @Post('declines')
  decline(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.decisions.approval({ type: 'Decline', releaseId, reason });
  }

  /** By the person who declined. */
  @Post('declines/withdrawal')
  withdrawDecline(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.decisions.approval({ type: 'WithdrawDecline', releaseId, reason });
  }

  /** By a person who approved. */
  @Post('withdrawal')
  withdrawApproval(@Param('releaseId') releaseId: string, @ZodBody(Reason) { reason }: Reason) {
    return this.decisions.approval({ type: 'WithdrawApproval', releaseId, reason });
  }
}
