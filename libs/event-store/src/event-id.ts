import { v5 } from 'uuid';

/** Namespace of all derived ids; changing it would give every repeated command and redelivered message a new id. */
const namespace = '8f0c6a1e-5d0b-5c55-9d0e-0b9c1f6f7a11';

/**
 * The id of the nth event of a cause: UUIDv5 over `<ordinal>:<causeId>`.
 * The same cause always gives the same ids, which is what makes redelivery and repeated commands harmless.
 *
 * @param causeId what caused it, e.g. the causing event's id with the reaction's group, or actor and idempotency key
 * @param ordinal position among the events of this cause, from 0
 */
export function deriveEventId(causeId: string, ordinal: number): string {
  if (!Number.isSafeInteger(ordinal) || ordinal < 0) {
    throw new RangeError(`ordinal must be an integer from 0, not ${String(ordinal)}`);
  }
  return v5(`${String(ordinal)}:${causeId}`, namespace);
}
