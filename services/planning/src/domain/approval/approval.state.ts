import {
  ApprovalDeclined,
  ApprovalDeclineWithdrawn,
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalRequested,
  ApprovalWithdrawn,
  samePerson,
} from '@slipway/contracts';

export type ApprovalEvent =
  | ApprovalRequested
  | ApprovalGiven
  | ApprovalDeclined
  | ApprovalDeclineWithdrawn
  | ApprovalWithdrawn
  | ApprovalObtained
  | ApprovalLapsed;

export interface ApprovalState {
  readonly status: 'none' | 'requested' | 'obtained' | 'declined' | 'lapsed';
  readonly author: string;
  readonly quorum: number;
  /** What the approval is for: it is bound to these bytes. */
  readonly digests: readonly string[];
  readonly approvers: readonly string[];
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
      return { ...state, status: 'lapsed', approvers: [] };
  }
}

/** With fewer approvals than the quorum, the request is open again. */
function withdrawn(state: ApprovalState, approver: string): ApprovalState {
  const approvers = state.approvers.filter((each) => !samePerson(each, approver));
  const status = state.status === 'obtained' && approvers.length < state.quorum ? 'requested' : state.status;
  return { ...state, approvers, status };
}
