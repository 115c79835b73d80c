import type { FlowRejection } from '../domain/flow/flow.policies.js';

/** Those rejections of the flow that are not a conflict (409). */
export const flowRejectionStatus: Partial<Record<FlowRejection, number>> = {
  FLOW_NOT_STARTED: 404,
  ITEM_UNKNOWN: 404,
  OUTPUT_UNKNOWN: 404,
  CRITERION_UNKNOWN: 404,
  GATE_UNKNOWN: 404,
  EVIDENCE_REQUIRED: 422,
  ROLE_REQUIRED: 403,
};
