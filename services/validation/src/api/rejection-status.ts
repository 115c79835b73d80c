/** Everything else is a conflict with what has happened (409). */
export const rejectionStatus = {
  OWNER_IS_DEPLOYER: 403,
  ONLY_OWNER_CONFIRMS: 403,
  CASE_REPEATED: 400,
  WORKFLOW_CASE_REQUIRED: 400,
  CASE_UNKNOWN: 404,
  CONCERN_UNKNOWN: 404,
};
