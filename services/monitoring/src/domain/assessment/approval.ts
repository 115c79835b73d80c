import {
  ApprovalGiven,
  ApprovalLapsed,
  ApprovalObtained,
  ApprovalWithdrawn,
  Changes,
  samePerson,
  type ReleaseSummary,
} from '@slipway/contracts';

/** The people who have approved the release, once there are enough of them; nobody once the approval has lapsed. */
export const approverChanges = Changes.of<readonly string[]>()
  .on(ApprovalObtained, (_, { data }) => data.approvers)
  .on(ApprovalGiven, (approvers, { data: { approver } }) =>
    approvers.length === 0 ? approvers : [...new Set([...approvers, approver])],
  )
  .on(ApprovalWithdrawn, (approvers, { data }) => approvers.filter((each) => !samePerson(each, data.approver)))
  .on(ApprovalLapsed, () => []);

export const isApproved = ({
  approvers,
  release,
}: {
  readonly approvers: readonly string[];
  readonly release: ReleaseSummary;
}): boolean => approvers.length > 0 && approvers.length >= release.policy.approvalQuorum;
