import {
  ApprovalDeclined,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
  sameDigests,
} from '@slipway/contracts';
import { firstRejection, type Decider } from '@slipway/decider';
import type { Standing } from '../release/standing.js';
import { evolve, initialState, type ApprovalEvent, type ApprovalState } from './approval.state.js';
import { mayApprove, mayDecline, type ApprovalRejection } from './may-approve.policy.js';

interface Request {
  readonly releaseId: string;
  readonly author: string;
  readonly quorum: number;
  readonly digests: readonly string[];
}

export type ApprovalCommand =
  | ({ readonly type: 'RequestApproval' } & Request)
  | {
      readonly type: 'Approve';
      readonly releaseId: string;
      readonly digests: readonly string[];
      readonly deployer?: string | undefined;
      readonly standing?: Standing;
      readonly comment?: string | undefined;
    }
  | { readonly type: 'Decline'; readonly releaseId: string; readonly standing?: Standing; readonly reason: string }
  | { readonly type: 'ReplaceArtifacts'; readonly releaseId: string; readonly digests: readonly string[] };

/** The approval of a release by a quorum of people who neither wrote nor deploy it, bound to the bytes they approved. */
export const approval: Decider<ApprovalState, ApprovalCommand, ApprovalEvent, ApprovalRejection> = {
  category: 'approval',
  initialState,
  evolve,
  decide(command, state, { actor }) {
    switch (command.type) {
      case 'RequestApproval':
        return state.status === 'none' ? [requested(command)] : [];
      case 'Approve':
        return firstRejection(mayApprove, { ...command, approver: actor.id }, state) ?? given(command, state, actor.id);
      case 'Decline':
        return (
          firstRejection(mayDecline, { ...command, approver: actor.id, digests: state.digests }, state) ?? [
            ApprovalDeclined.of({ releaseId: command.releaseId, approver: actor.id, reason: command.reason }),
          ]
        );
      case 'ReplaceArtifacts':
        return replaced(command, state);
    }
  },
};

function requested({ releaseId, author, quorum, digests }: Request): ApprovalEvent {
  return ApprovalRequested.of({ releaseId, author, quorum, digests: [...digests] });
}

function given(
  command: ApprovalCommand & { type: 'Approve' },
  state: ApprovalState,
  approver: string,
): ApprovalEvent[] {
  const { releaseId, comment } = command;
  const digests = [...state.digests];
  const approvers = [...state.approvers, approver];
  const approved = ApprovalGiven.of({ releaseId, approver, digests, ...(comment === undefined ? {} : { comment }) });
  return approvers.length < state.quorum
    ? [approved]
    : [approved, ApprovalObtained.of({ releaseId, approvers, digests })];
}

/** What was approved is no longer what would be deployed: it lapses, and the new bytes need approval. */
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
