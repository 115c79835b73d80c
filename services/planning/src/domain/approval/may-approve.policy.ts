import { pass, reject, type Rule } from '@slipway/decider';
import type { ApprovalState } from './approval.state.js';

export interface Approver {
  readonly approver: string;
  /** The digests that the release carries now. */
  readonly digests: readonly string[];
  /** Who is to deploy the release, when that is known. */
  readonly deployer?: string | undefined;
}

export type ApprovalRejection =
  'APPROVAL_NOT_OPEN' | 'AUTHOR_CANNOT_APPROVE' | 'DEPLOYER_CANNOT_APPROVE' | 'APPROVED_ALREADY' | 'DIGESTS_CHANGED';

export type ApprovalRule = Rule<[approval: Approver, state: ApprovalState], ApprovalRejection>;

const requestIsOpen: ApprovalRule = (_, { status }) =>
  status === 'requested' ? pass : reject('APPROVAL_NOT_OPEN', { status });

const authorCannotApprove: ApprovalRule = ({ approver }, { author }) =>
  approver === author ? reject('AUTHOR_CANNOT_APPROVE', { author, fix: 'ask another approver' }) : pass;

const deployerCannotApprove: ApprovalRule = ({ approver, deployer }) =>
  approver === deployer ? reject('DEPLOYER_CANNOT_APPROVE', { deployer, fix: 'ask another approver' }) : pass;

const approvesOnce: ApprovalRule = ({ approver }, { approvers }) =>
  approvers.includes(approver) ? reject('APPROVED_ALREADY', { approver }) : pass;

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
  requestIsOpen,
  authorCannotApprove,
  deployerCannotApprove,
  approvesOnce,
  digestsUnchanged,
];

export const mayDecline: readonly ApprovalRule[] = [requestIsOpen];

export const sameDigests = (some: readonly string[], others: readonly string[]): boolean =>
  [...some].sort().join() === [...others].sort().join();
