import {
  canonicalIdentity,
  digestsOf,
  sameDigests,
  samePerson,
  type Actor,
  type ReleaseSummary,
} from '@slipway/contracts';
import { pass, reject, type DecisionContext, type Rule } from '@slipway/decider';
import { conductOf, conflictingHat } from '@slipway/flow';
import type { Circumstances } from '../release/circumstances.js';
import type { Approve, Decline, WithdrawApproval, WithdrawDecline } from './approval.commands.js';
import type { ApprovalState } from './approval.state.js';

export interface ApprovalContext extends DecisionContext<Pick<Actor, 'id'>>, Circumstances {
  /** The current release. */
  readonly summary: ReleaseSummary;
}

export type ApprovalRejection =
  | 'RELEASE_ENDED'
  | 'DEPLOYMENT_HAS_BEGUN'
  | 'APPROVAL_NOT_OPEN'
  | 'APPROVAL_NOT_DECLINED'
  | 'APPROVAL_NOT_GIVEN'
  | 'DECLINE_OF_ANOTHER_PERSON'
  | 'AUTHOR_UNRESOLVED'
  | 'AUTHOR_CANNOT_APPROVE'
  | 'DEPLOYER_CANNOT_APPROVE'
  | 'HATS_CONFLICT'
  | 'APPROVED_ALREADY'
  | 'DIGESTS_CHANGED';

export type ApprovalRule<Command> = Rule<Command, ApprovalState, ApprovalContext, ApprovalRejection>;

const releaseHasNotEnded: ApprovalRule<unknown> = (_, __, { progress }) =>
  progress === 'ended' ? reject('RELEASE_ENDED', { fix: 'propose another release; this one has ended' }) : pass;

const nothingIsDeployed: ApprovalRule<unknown> = (_, __, { progress, summary: { releaseId } }) =>
  progress === 'deploying'
    ? reject('DEPLOYMENT_HAS_BEGUN', { fix: `have it rolled back: POST /planning/v1/releases/${releaseId}/rollback` })
    : pass;

const closed: Readonly<Record<Exclude<ApprovalState['status'], 'requested'>, (releaseId: string) => string>> = {
  none: () => 'approval is asked for when the release is proposed: try again then',
  obtained: () => 'nothing more is needed',
  declined: (releaseId) =>
    `who declined can withdraw that: POST /planning/v1/releases/${releaseId}/approvals/declines/withdrawal; or change the artifacts`,
  lapsed: () => 'wait until approval of the new artifacts is asked for',
};

const requestIsOpen: ApprovalRule<{ readonly releaseId: string }> = ({ releaseId }, { status, declined }) =>
  status === 'requested'
    ? pass
    : reject('APPROVAL_NOT_OPEN', {
        approval: status,
        ...(declined === undefined ? {} : { declined }),
        fix: closed[status](releaseId),
      });

/** An approver who changes their mind withdraws the approval. */
const nothingIsApprovedYet: ApprovalRule<Decline> = ({ releaseId }, { status, approvers }) =>
  status === 'obtained'
    ? reject('APPROVAL_NOT_OPEN', {
        approval: status,
        fix: `have ${approvers.join(' or ')} withdraw the approval: POST /planning/v1/releases/${releaseId}/approvals/withdrawal`,
      })
    : pass;

/** If the author is unknown, nobody can prove that they are not the author. */
const authorIsKnown: ApprovalRule<Approve> = (_, __, { summary: { releaseId, author, authorKnown } }) =>
  authorKnown === false
    ? reject('AUTHOR_UNRESOLVED', {
        author,
        fix: `have a release manager or an approver name the author: POST /planning/v1/releases/${releaseId}/author {"person":"…"}`,
      })
    : pass;

const wearsNoOtherHat: ApprovalRule<Approve> = (_, __, { actor, hats, summary }) => {
  const person = canonicalIdentity(actor.id);
  const wears = conflictingHat(conductOf(summary.policy), hats, { hat: 'approver', person });
  const fix = 'ask another approver';
  if (wears === undefined) return pass;
  if (wears === 'author') return reject('AUTHOR_CANNOT_APPROVE', { author: summary.author, fix });
  if (wears === 'deployer') return reject('DEPLOYER_CANNOT_APPROVE', { deployer: person, fix });
  return reject('HATS_CONFLICT', { hat: 'approver', wears, person, fix });
};

/** Whether a second review of what was approved is asked for, and still to come. */
export const secondReviewIsDue = (
  { status, secondReviewer }: ApprovalState,
  { summary: { policy } }: Pick<ApprovalContext, 'summary'>,
): boolean => status === 'obtained' && policy.secondReviewWithin !== undefined && secondReviewer === undefined;

const hasApproved = ({ approvers }: ApprovalState, person: string): boolean =>
  approvers.some((each) => samePerson(each, person));

const approvesOnce: ApprovalRule<Approve> = (_, state, { actor }) =>
  hasApproved(state, actor.id) ? reject('APPROVED_ALREADY', { approver: actor.id, fix: 'ask another approver' }) : pass;

const requestIsOfTheseDigests: ApprovalRule<Approve> = (_, { digests: requested }, { summary }) =>
  sameDigests(digestsOf(summary.artifacts), requested)
    ? pass
    : reject('DIGESTS_CHANGED', {
        requested,
        current: digestsOf(summary.artifacts),
        fix: 'wait for the request to approve the new artifacts',
      });

const approverSawTheseDigests: ApprovalRule<Approve> = ({ seen }, _, { summary }) =>
  seen === undefined || sameDigests(seen, digestsOf(summary.artifacts))
    ? pass
    : reject('DIGESTS_CHANGED', {
        seen,
        current: digestsOf(summary.artifacts),
        fix: 'read the release again, and approve its current artifacts',
      });

const isDeclined: ApprovalRule<WithdrawDecline> = (_, { status }) =>
  status === 'declined'
    ? pass
    : reject('APPROVAL_NOT_DECLINED', { approval: status, fix: 'there is nothing to withdraw' });

const declinedByThatPerson: ApprovalRule<WithdrawDecline> = (_, { declined }, { actor }) =>
  declined !== undefined && samePerson(declined.by, actor.id)
    ? pass
    : reject('DECLINE_OF_ANOTHER_PERSON', { declined, fix: 'that person withdraws it' });

const approvedByThatPerson: ApprovalRule<WithdrawApproval> = (_, state, { actor }) =>
  hasApproved(state, actor.id)
    ? pass
    : reject('APPROVAL_NOT_GIVEN', { approvers: state.approvers, fix: 'withdraw an approval that you gave' });

/** Who may approve a release, in the order in which people read the refusals. */
export const mayApprove: readonly ApprovalRule<Approve>[] = [
  releaseHasNotEnded,
  requestIsOpen,
  authorIsKnown,
  wearsNoOtherHat,
  approvesOnce,
  requestIsOfTheseDigests,
  approverSawTheseDigests,
];

/** A second review is held to what an approval is. */
export const maySecondReview: readonly ApprovalRule<Approve>[] = mayApprove.filter((rule) => rule !== requestIsOpen);

export const mayDecline: readonly ApprovalRule<Decline>[] = [releaseHasNotEnded, nothingIsApprovedYet, requestIsOpen];

export const mayWithdrawDecline: readonly ApprovalRule<WithdrawDecline>[] = [
  releaseHasNotEnded,
  isDeclined,
  declinedByThatPerson,
];

export const mayWithdrawApproval: readonly ApprovalRule<WithdrawApproval>[] = [
  releaseHasNotEnded,
  nothingIsDeployed,
  approvedByThatPerson,
];
