import {
  ApprovalDeclined,
  ApprovalDeclineWithdrawn,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
  ApprovalWithdrawn,
  samePerson,
  SecondReviewGiven,
} from '@slipway/contracts';

export type ApprovalEvent =
  | ApprovalRequested
  | ApprovalGiven
  | ApprovalDeclined
  | ApprovalDeclineWithdrawn
  | ApprovalWithdrawn
  | ApprovalObtained
  | ApprovalLapsed
  | SecondReviewGiven;

export interface ApprovalState {
  readonly status: 'none' | 'requested' | 'obtained' | 'declined' | 'lapsed';
  readonly author: string;
  readonly quorum: number;
  /** What the approval is for: it is bound to these bytes. */
  readonly digests: readonly string[];
  readonly approvers: readonly string[];
  /** Who reviewed the approval, where the policy asks for a second review. */
  readonly secondReviewer?: string;
  readonly declined?: { readonly by: string; readonly reason: string };
}

export const initialState: ApprovalState = { status: 'none', author: '', quorum: 0, digests: [], approvers: [] };

export function evolve(state: ApprovalState, event: ApprovalEvent): ApprovalState {
  switch (event.type) {
    case ApprovalRequested.type: {
      const { author, quorum, digests } = event.data;
      return { status: 'requested', author, quorum, digests, approvers: [] };
    }
    case ApprovalGiven.type:
      return { ...state, approvers: [...state.approvers, event.data.approver] };
    case ApprovalObtained.type:
      return { ...state, status: 'obtained' };
    case ApprovalDeclined.type:
      return { ...state, status: 'declined', declined: { by: event.data.approver, reason: event.data.reason } };
    case ApprovalDeclineWithdrawn.type: {
      const { declined: _, ...open } = state;
      return { ...open, status: 'requested' };
    }
    case ApprovalWithdrawn.type:
      return withdrawn(state, event.data.approver);
    case ApprovalLapsed.type:
      return { ...unreviewed(state), status: 'lapsed', approvers: [] };
    case SecondReviewGiven.type:
      return { ...state, secondReviewer: event.data.reviewer };
  }
}

/** What was reviewed does not hold any more. */
function unreviewed({ secondReviewer: _, ...state }: ApprovalState): ApprovalState {
  return state;
}

/** With fewer approvals than the quorum, the request is open again. */
function withdrawn(state: ApprovalState, approver: string): ApprovalState {
  const approvers = state.approvers.filter((each) => !samePerson(each, approver));
  if (state.status !== 'obtained' || approvers.length >= state.quorum) return { ...state, approvers };
  return { ...unreviewed(state), approvers, status: 'requested' };
}
