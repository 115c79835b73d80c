import type { FlowRejection } from '../domain/flow/flow.policy.js';

/** Those rejections of the flow that are not a conflict (409). */
export const flowRejectionStatus: Partial<Record<FlowRejection, number>> = {
  FLOW_NOT_STARTED: 404,
  ITEM_UNKNOWN: 404,
  OUTPUT_UNKNOWN: 404,
  EXCEPTION_UNKNOWN: 404,
  EXCEPTION_INVALID: 422,
  EVIDENCE_REQUIRED: 422,
  ROLE_REQUIRED: 403,
  HATS_CONFLICT: 403,
  SECOND_PERSON_REQUIRED: 403,
};
