/** All others are a conflict with the current state (409). */
export const rejectionStatus = {
  RELEASE_MISMATCH: 400,
  CHECK_EXPECTS_FAILURE: 422,
  APPROVER_CANNOT_DEPLOY: 403,
  HATS_CONFLICT: 403,
};
