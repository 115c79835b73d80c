import {
  ApprovalDeclined,
  ApprovalDeclineWithdrawn,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
  ApprovalWithdrawn,
  canonicalIdentity,
  sameDigests,
  SecondReviewGiven,
} from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import type { ApprovalCommand, Approve, Request } from './approval.commands.js';
import { evolve, initialState, type ApprovalEvent, type ApprovalState } from './approval.state.js';
import {
  mayApprove,
  mayDecline,
  maySecondReview,
  mayWithdrawApproval,
  mayWithdrawDecline,
  secondReviewIsDue,
  type ApprovalContext,
  type ApprovalRejection,
} from './may-approve.policy.js';

/** The approval of a release by a quorum of people who neither wrote nor deploy it, bound to the bytes they approved. */
export const approval: Decider<ApprovalState, ApprovalCommand, ApprovalEvent, ApprovalRejection, ApprovalContext> = {
  category: 'approval',
  initialState,
  evolve,
  decide(command, state, context) {
    const { releaseId } = command;
    const approver = canonicalIdentity(context.actor.id);
    switch (command.type) {
      case 'RequestApproval':
        return asked(command, state);
      case 'Approve':
        return secondReviewIsDue(state, context)
          ? (firstRejection(maySecondReview, command, state, context) ?? [reviewed(command, state, approver)])
          : (firstRejection(mayApprove, command, state, context) ?? given(command, state, approver));
      case 'Decline': {
        const { reason } = command;
        return (
          firstRejection(mayDecline, command, state, context) ?? [ApprovalDeclined.of({ releaseId, approver, reason })]
        );
      }
      case 'WithdrawDecline': {
        const { reason } = command;
        return (
          firstRejection(mayWithdrawDecline, command, state, context) ?? [
            ApprovalDeclineWithdrawn.of({ releaseId, approver, reason }),
          ]
        );
      }
      case 'WithdrawApproval': {
        const { reason } = command;
        return (
          firstRejection(mayWithdrawApproval, command, state, context) ?? [
            ApprovalWithdrawn.of({ releaseId, approver, reason }),
          ]
        );
      }
      case 'ReplaceArtifacts':
        return replaced(command, state);
    }
  },
};

/** Once; and again if the author is named before anyone could approve. */
function asked(command: Request, { status, author }: ApprovalState): ApprovalEvent[] {
  return status === 'none' || (status === 'requested' && author !== command.author) ? [requested(command)] : [];
}

function requested({ releaseId, author, quorum, digests }: Request): ApprovalEvent {
  return ApprovalRequested.of({ releaseId, author, quorum, digests: [...digests] });
}

function given({ releaseId, comment }: Approve, state: ApprovalState, approver: string): ApprovalEvent[] {
  const digests = [...state.digests];
  const approvers = [...state.approvers, approver];
  const approved = ApprovalGiven.of({ releaseId, approver, digests, ...(comment === undefined ? {} : { comment }) });
  return approvers.length < state.quorum
    ? [approved]
    : [approved, ApprovalObtained.of({ releaseId, approvers, digests })];
}

function reviewed({ releaseId, comment }: Approve, { digests }: ApprovalState, reviewer: string): SecondReviewGiven {
  const words = comment === undefined ? {} : { comment };
  return SecondReviewGiven.of({ releaseId, reviewer, digests: [...digests], ...words });
}

/**
 * The approved artifacts are no longer those that will be deployed: the approval lapses, and the new bytes need
 * another.
 */
function replaced(
  { releaseId, digests }: { releaseId: string; digests: readonly string[] },
  state: ApprovalState,
): ApprovalEvent[] {
  if (state.status === 'none' || sameDigests(digests, state.digests)) return [];
  const { approvers, author, quorum } = state;
  return [
    ...(approvers.length === 0
      ? []
      : [ApprovalLapsed.of({ releaseId, approvers: [...approvers], reason: 'the artifacts of the release changed' })]),
    requested({ releaseId, author, quorum, digests }),
  ];
}
