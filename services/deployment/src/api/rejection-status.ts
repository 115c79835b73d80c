/** Everything else is a conflict with what has happened (409). */
export const rejectionStatus = { EVIDENCE_UNKNOWN: 422, RELEASE_MISMATCH: 400 };
