/** Everything else is a conflict with what has happened (409). */
export const rejectionStatus = {
  RELEASE_MISMATCH: 400,
  CHECK_EXPECTS_FAILURE: 422,
  APPROVER_CANNOT_DEPLOY: 403,
  HATS_CONFLICT: 403,
};
