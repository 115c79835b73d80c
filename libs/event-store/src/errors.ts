import { CodedError } from '@slipway/decider';

/**
 * What can go wrong in the store; the details say where and how to mend it.
 * - STREAM_POSITION_CONFLICT { stream, expected, actual }: load again, decide again.
 * - EVENT_ID_REUSED { eventId, stream }: the id is stored already, with other content or elsewhere.
 * - STREAM_NOT_OWNED { stream, role }: only the service that owns the category may append to it.
 * - TYPE_NOT_OWNED { eventId, stream, role }: the type of the event is the word of another service.
 * - TRAIL_NOT_OWNED { stream, trail, role }: the service's facts are not about what this kind of trail is about.
 * - TRAIL_CHANGED { stream, trail }: the stream is in another trail, and stays there.
 * - INVALID_EVENT { field, problem }: the caller's mistake; nothing was stored.
 * - STORE_UNAVAILABLE { operation }: the outcome may be unknown; the same append can safely be sent again.
 * - LOG_STANDS_STILL { logSize }: committed events wait, and the one whose turn it is puts none into the log; another does now.
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
  | 'TRAIL_NOT_OWNED'
  | 'TRAIL_CHANGED'
  | 'INVALID_EVENT'
  | 'STORE_UNAVAILABLE'
  | 'LOG_STANDS_STILL'
  | 'EVENT_MISSING'
  | 'EVIDENCE_CORRUPT'
  | 'INVALID_EVIDENCE'
  | 'MIGRATION_FAILED';

export class EventStoreError extends CodedError<EventStoreErrorCode> {}
