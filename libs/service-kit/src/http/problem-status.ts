import type { EventStoreErrorCode } from '@slipway/event-store';
import type { ServiceKitErrorCode } from '../service-kit-error.js';

/** HTTP status of each coded error that a sender can cause or must wait for; the others are 500. */
const known = {
  IDEMPOTENCY_KEY_REQUIRED: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  IF_MATCH_INVALID: 400,
  PRECONDITION_FAILED: 412,
  TOO_MANY_CONFLICTS: 409,
  EVENT_INVALID: 400,
  REQUEST_INVALID: 400,
  CREDENTIAL_NOT_REFERENCED: 422,
  ADDRESS_NOT_ALLOWED: 422,
  EVIDENCE_UNKNOWN: 422,
  EVIDENCE_EMPTY: 422,
  BODY_MALFORMED: 400,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  CURSOR_INVALID: 400,
  TOKEN_REQUIRED: 401,
  TOKEN_INVALID: 401,
  ROLE_REQUIRED: 403,
  ISSUER_UNAVAILABLE: 503,
  TOO_MANY_REQUESTS: 429,
  RELEASE_UNKNOWN: 404,
  ROUTE_UNKNOWN: 404,
  PROJECTION_BEHIND: 503,
  PROJECTION_AHEAD: 503,
  TIMED_OUT: 503,
  SERVICE_STOPPING: 503,
  NOT_READY: 503,
  STREAM_POSITION_CONFLICT: 409,
  INVALID_EVENT: 400,
  INVALID_EVIDENCE: 400,
  /** A reader must learn that a document no longer has the uploaded bytes; the log has it as an error too. */
  EVIDENCE_CORRUPT: 500,
  TIMER_INVALID: 422,
  DATA_REFUSED: 422,
  STORE_BUSY: 503,
  STORE_UNAVAILABLE: 503,
} satisfies Partial<Record<ServiceKitErrorCode | EventStoreErrorCode, number>>;

export const statusOfCode: Readonly<Record<string, number>> = known;
