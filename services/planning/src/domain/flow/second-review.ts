import { ApprovalObtained, SecondReviewGiven } from '@slipway/contracts';
import type { FlowItem } from '@slipway/flow';
import type { FlowRun } from './flow.state.js';

export const secondReviewId = 'second-review';

/** What a policy that lets one person approve in a hurry asks for afterwards: before the end, and within its time. */
export function secondReviewOf({ release: { policy } }: Pick<FlowRun, 'release'>): FlowItem[] {
  const { secondReviewWithin: within } = policy;
  if (within === undefined) return [];
  const text = `Second review of the approval, within ${within} after it`;
  return [{ id: secondReviewId, text, facts: [{ type: SecondReviewGiven.type }] }];
}

/** There is an approval to be reviewed. */
export const isApproved = ({ met }: FlowRun): boolean =>
  Object.values(met).some((by) => by.kind === 'fact' && by.type === ApprovalObtained.type);
