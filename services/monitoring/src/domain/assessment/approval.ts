import { ApprovalGiven, ApprovalLapsed, ApprovalObtained, ApprovalWithdrawn, samePerson } from '@slipway/contracts';
import type { TrailFact } from './circumstances.js';

export const approvalFacts = [ApprovalObtained, ApprovalGiven, ApprovalLapsed, ApprovalWithdrawn] as const;

/** Who approves the release as it is, whether or not they are enough yet; nobody when it lapsed. */
export function approversAfter(approvers: readonly string[], fact: TrailFact): readonly string[] {
  if (ApprovalObtained.is(fact)) return fact.data.approvers;
  if (ApprovalLapsed.is(fact)) return [];
  if (ApprovalWithdrawn.is(fact)) return approvers.filter((each) => !samePerson(each, fact.data.approver));
  if (ApprovalGiven.is(fact)) return [...new Set([...approvers, fact.data.approver])];
  return approvers;
}

/** The first of several has approved what it saw, so that a change is one for it as well. */
export const isApproved = ({ approvers }: { readonly approvers: readonly string[] }): boolean => approvers.length > 0;
