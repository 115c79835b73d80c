import type { ApprovalRejection } from '../domain/approval/may-approve.policy.js';
import type { CommunicationRejection } from '../domain/communication/communication.policy.js';
import type { ClosureRejection } from '../domain/closure/closure.policy.js';
import type { FreezeRejection } from '../domain/freeze/freeze.policy.js';
import type { ReleaseRejection } from '../domain/release/release.policy.js';
import { flowRejectionStatus } from './flow.rejection-status.js';

type Code =
  | ApprovalRejection
  | ClosureRejection
  | CommunicationRejection
  | FreezeRejection
  | ReleaseRejection
  | 'TEMPLATE_INVALID';

const own: Partial<Record<Code, number>> = {
  AUTHOR_CANNOT_APPROVE: 403,
  AUTHOR_CANNOT_LIFT_FREEZE: 403,
  DEPLOYER_CANNOT_APPROVE: 403,
  DECLINE_OF_ANOTHER_PERSON: 403,
  DIGESTS_CHANGED: 412,
  HATS_CONFLICT: 403,
  ROLE_OF_ANOTHER_PERSON: 403,
  ROLE_REQUIRED: 403,
  RELEASE_UNKNOWN: 404,
  FREEZE_UNKNOWN: 404,
  WINDOW_HAS_PASSED: 422,
  WINDOW_OUT_OF_RANGE: 422,
  DURATION_OUT_OF_RANGE: 422,
  TEMPLATE_INVALID: 422,
};

/** HTTP status of the rejections that are not a conflict (409). */
export const rejectionStatus: Readonly<Record<string, number>> = { ...flowRejectionStatus, ...own };
