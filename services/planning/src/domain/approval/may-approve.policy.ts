import { sameDigests } from '@slipway/contracts';
import { pass, reject, type Rule } from '@slipway/decider';
import type { Standing } from '../release/standing.js';
import type { ApprovalState } from './approval.state.js';

export interface Approver {
  readonly approver: string;
  /** The digests that the release carries now. */
  readonly digests: readonly string[];
  /** Who is to deploy the release, when that is known. */
  readonly deployer?: string | undefined;
  /** How far the release has come. */
  readonly standing?: Standing | undefined;
}

export type ApprovalRejection =
  | 'RELEASE_ENDED'
  | 'APPROVAL_NOT_OPEN'
  | 'AUTHOR_CANNOT_APPROVE'
  | 'DEPLOYER_CANNOT_APPROVE'
  | 'APPROVED_ALREADY'
  | 'DIGESTS_CHANGED';

export type ApprovalRule = Rule<[approval: Approver, state: ApprovalState], ApprovalRejection>;

const releaseHasNotEnded: ApprovalRule = ({ standing }) =>
  standing === 'ended' ? reject('RELEASE_ENDED', { fix: 'propose another release; this one has ended' }) : pass;

const closed: Readonly<Partial<Record<ApprovalState['status'], string>>> = {
  none: 'approval is asked for when the release is proposed: try again then',
  obtained: 'nothing more is needed',
  declined: 'change the artifacts; then approval is asked for anew',
  lapsed: 'wait until approval of the new artifacts is asked for',
};

const requestIsOpen: ApprovalRule = (_, { status }) =>
  status === 'requested' ? pass : reject('APPROVAL_NOT_OPEN', { approval: status, fix: closed[status] });

const authorCannotApprove: ApprovalRule = ({ approver }, { author }) =>
  approver === author ? reject('AUTHOR_CANNOT_APPROVE', { author, fix: 'ask another approver' }) : pass;

const deployerCannotApprove: ApprovalRule = ({ approver, deployer }) =>
  approver === deployer ? reject('DEPLOYER_CANNOT_APPROVE', { deployer, fix: 'ask another approver' }) : pass;

const approvesOnce: ApprovalRule = ({ approver }, { approvers }) =>
  approvers.includes(approver) ? reject('APPROVED_ALREADY', { approver, fix: 'ask another approver' }) : pass;

const digestsUnchanged: ApprovalRule = ({ digests }, { digests: requested }) =>
  sameDigests(digests, requested)
    ? pass
    : reject('DIGESTS_CHANGED', {
        requested,
        current: digests,
        fix: 'wait for approval of the new artifacts to be asked for',
      });

/** Who may approve a release, in the order in which the rules are told to people. */
export const mayApprove: readonly ApprovalRule[] = [
  releaseHasNotEnded,
  requestIsOpen,
  authorCannotApprove,
  deployerCannotApprove,
  approvesOnce,
  digestsUnchanged,
];

export const mayDecline: readonly ApprovalRule[] = [releaseHasNotEnded, requestIsOpen];
