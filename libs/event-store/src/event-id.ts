import { hash } from 'node:crypto';

/** Namespace of all derived ids; changing it would give every repeated command and redelivered message a new id. */
const namespace = Buffer.from('8f0c6a1e5d0b5c559d0e0b9c1f6f7a11', 'hex');

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
  return uuidOf(hash('sha1', Buffer.concat([namespace, Buffer.from(`${String(ordinal)}:${causeId}`)]), 'hex'));
}

/** RFC 9562: the first 16 bytes of the digest, with the version and the variant in their places. */
function uuidOf(digest: string): string {
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return parts.join('-');
}
