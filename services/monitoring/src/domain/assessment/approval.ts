import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  samePerson,
  type ReleaseSummary,
} from '@slipway/contracts';
import type { TrailFact } from './circumstances.js';

export const approvalFacts = [ApprovalObtained, ApprovalGiven, ApprovalLapsed, ApprovalWithdrawn] as const;

/** Who has approved the release, once that were enough; nobody when it lapsed. */
export function approversAfter(approvers: readonly string[], fact: TrailFact): readonly string[] {
  if (ApprovalObtained.is(fact)) return fact.data.approvers;
  if (ApprovalLapsed.is(fact)) return [];
  if (ApprovalWithdrawn.is(fact)) return approvers.filter((each) => !samePerson(each, fact.data.approver));
  if (ApprovalGiven.is(fact) && approvers.length > 0) return [...new Set([...approvers, fact.data.approver])];
  return approvers;
}

export const isApproved = ({
  approvers,
  release,
}: {
  readonly approvers: readonly string[];
  readonly release: ReleaseSummary;
}): boolean => approvers.length > 0 && approvers.length >= release.policy.approvalQuorum;
