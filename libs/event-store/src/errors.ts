import { CodedError } from '@slipway/decider';
import { databaseFault } from './database-fault.js';

/**
 * What can go wrong in the store. The details say where, and how to fix it.
 * - STREAM_POSITION_CONFLICT { stream, expected, actual }: load again, decide again.
 * - EVENT_ID_REUSED { eventId, stream }: the id is stored already, with other content or elsewhere.
 * - STREAM_NOT_OWNED { stream, role }: only the service that owns the category may append to it.
 * - TYPE_NOT_OWNED { eventId, stream, role }: the type of the event belongs to another service.
 * - TRAIL_NOT_OWNED { stream, trail, role }: the service cannot write to this kind of trail.
 * - TRAIL_CHANGED { stream, trail }: the stream is in another trail, and stays there.
 * - INVALID_EVENT { field, problem }: the caller's mistake; nothing was stored.
 * - DATA_REFUSED { operation, problem }: PostgreSQL can keep no such value; the same call fails every time.
 * - STORE_BUSY { operation }: others were faster each time it was tried; the same call can safely be sent again.
 * - STORE_UNAVAILABLE { operation }: the outcome may be unknown; the same append can safely be sent again.
 * - LOG_STANDS_STILL { logSize }: committed events wait, and the lease holder sequences none; another instance takes over.
 * - EVENT_MISSING { logIndex }: an event of the log is missing: verify its trail.
 * - EVIDENCE_CORRUPT { digest, actual }: the stored bytes have changed.
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
  | 'DATA_REFUSED'
  | 'STORE_BUSY'
  | 'STORE_UNAVAILABLE'
  | 'LOG_STANDS_STILL'
  | 'EVENT_MISSING'
  | 'EVIDENCE_CORRUPT'
  | 'INVALID_EVIDENCE'
  | 'MIGRATION_FAILED';

const codeOfFault = { data: 'DATA_REFUSED', race: 'STORE_BUSY', outage: 'STORE_UNAVAILABLE' } as const;

/** Converts a failed database call to an error for the caller, with its cause. */
export function storeError(operation: string, cause: unknown): EventStoreError {
  const code = codeOfFault[databaseFault(cause) ?? 'outage'];
  const fix =
    code === 'DATA_REFUSED'
      ? 'send values that PostgreSQL can keep: text without U+0000, numbers and times in range'
      : 'send it again';
  return new EventStoreError(code, { operation, problem: String(cause), fix }, { cause });
}

export class EventStoreError extends CodedError<EventStoreErrorCode> {}
