import type { AcceptanceRejection } from '../domain/acceptance/acceptance.policy.js';
import type { ChecksRejection } from '../domain/checks/checks.commands.js';

/** The rejections that are not a conflict with the current state (409). */
export const rejectionStatus: Partial<Record<AcceptanceRejection | ChecksRejection, number>> = {
  OWNER_IS_DEPLOYER: 403,
  HATS_CONFLICT: 403,
  ONLY_OWNER_CONFIRMS: 403,
  CASE_REPEATED: 400,
  WORKFLOW_CASE_REQUIRED: 400,
  ASKED_REQUIRED: 400,
  ACCEPTANCE_TOO_SMALL: 422,
  CHECK_EXPECTS_FAILURE: 422,
  CASE_UNKNOWN: 404,
  CONCERN_UNKNOWN: 404,
};
