import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  Changes,
  samePerson,
} from '@slipway/contracts';

/** The people who approve the release as it is, whether or not there are enough of them; nobody once the approval has lapsed. */
export const approverChanges = Changes.of<readonly string[]>()
  .on(ApprovalObtained, (_, { data }) => data.approvers)
  .on(ApprovalGiven, (approvers, { data: { approver } }) => [...new Set([...approvers, approver])])
  .on(ApprovalWithdrawn, (approvers, { data }) => approvers.filter((each) => !samePerson(each, data.approver)))
  .on(ApprovalLapsed, () => []);

/** From the first approval on: that person approved what they saw, so a change needs an exception. */
export const isApproved = ({ approvers }: { readonly approvers: readonly string[] }): boolean => approvers.length > 0;
