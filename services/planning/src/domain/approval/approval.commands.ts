export interface Request {
  readonly releaseId: string;
  readonly author: string;
  readonly quorum: number;
  readonly digests: readonly string[];
}

interface About {
  readonly releaseId: string;
}

export interface Approve extends About {
  readonly type: 'Approve';
  /** The digests that the approver saw, if they sent them. */
  readonly seen: readonly string[] | undefined;
  readonly comment: string | undefined;
}

export interface Decline extends About {
  readonly type: 'Decline';
  readonly reason: string;
}

export interface WithdrawDecline extends About {
  readonly type: 'WithdrawDecline';
  readonly reason: string;
}

export interface WithdrawApproval extends About {
  readonly type: 'WithdrawApproval';
  readonly reason: string;
}

export type ApprovalCommand =
  | (Request & { readonly type: 'RequestApproval' })
  | Approve
  | Decline
  | WithdrawDecline
  | WithdrawApproval
  | (About & { readonly type: 'ReplaceArtifacts'; readonly digests: readonly string[] });
