import { CodedError } from '@slipway/decider';

/**
 * What can go wrong in the store; the details say where and how to mend it.
 * - STREAM_POSITION_CONFLICT { stream, expected, actual }: load again, decide again.
 * - EVENT_ID_REUSED { eventId, stream }: the id is stored already, with other content or elsewhere.
 * - STREAM_NOT_OWNED { stream, role }: only the service that owns the category may append to it.
 * - TYPE_NOT_OWNED { eventId, stream, role }: the type of the event is the word of another service.
 * - INVALID_EVENT { field, problem }: the caller's mistake; nothing was stored.
 * - STORE_UNAVAILABLE { operation }: the outcome may be unknown; the same append can safely be sent again.
 * - EVENT_MISSING { logIndex }: the log knows an event that is gone: verify its trail.
 * - EVIDENCE_CORRUPT { digest, actual }: stored bytes are no longer what was put.
 * - INVALID_EVIDENCE { field, problem }.
 * - MIGRATION_FAILED { migration, problem }.
 */
export type EventStoreErrorCode =
  | 'STREAM_POSITION_CONFLICT'
  | 'EVENT_ID_REUSED'
  | 'STREAM_NOT_OWNED'
  | 'TYPE_NOT_OWNED'
  | 'INVALID_EVENT'
  | 'STORE_UNAVAILABLE'
  | 'EVENT_MISSING'
  | 'EVIDENCE_CORRUPT'
  | 'INVALID_EVIDENCE'
  | 'MIGRATION_FAILED';

export class EventStoreError extends CodedError<EventStoreErrorCode> {}
