import { CodedError } from '@slipway/decider';

/** Everything that the kit itself refuses. The HTTP status of each is in http/problem-status.ts. */
export type ServiceKitErrorCode =
  | 'CONFIGURATION_INVALID'
  | 'IDEMPOTENCY_KEY_REQUIRED'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'IF_MATCH_INVALID'
  | 'PRECONDITION_FAILED'
  | 'TOO_MANY_CONFLICTS'
  | 'EVENT_UNDECLARED'
  | 'EVENT_INVALID'
  | 'REQUEST_INVALID'
  | 'EVIDENCE_UNKNOWN'
  | 'EVIDENCE_EMPTY'
  | 'BODY_MALFORMED'
  | 'BODY_TOO_LARGE'
  | 'MEDIA_TYPE_UNSUPPORTED'
  | 'CURSOR_INVALID'
  | 'TOKEN_REQUIRED'
  | 'TOKEN_INVALID'
  | 'ROLE_REQUIRED'
  | 'ISSUER_UNAVAILABLE'
  | 'TOO_MANY_REQUESTS'
  | 'PROJECTION_UNKNOWN'
  | 'PROJECTION_BEHIND'
  | 'TIMER_UNKNOWN'
  | 'RELEASE_UNKNOWN'
  | 'CHANNEL_UNKNOWN'
  | 'CHANNEL_FAILED'
  | 'TIMED_OUT'
  | 'SERVICE_STOPPING'
  | 'NOT_READY'
  | 'PORT_UNAVAILABLE'
  | 'ROUTE_UNKNOWN';

export class ServiceKitError extends CodedError<ServiceKitErrorCode> {}
