import { hash } from 'node:crypto';

/** What the leaf hash of an event covers: the stored bytes, and what the store assigned. */
export interface LeafContent {
  readonly trail: string;
  readonly trailPosition: number;
  readonly stream: string;
  readonly streamPosition: number;
  /** ISO 8601 in UTC with microseconds. */
  readonly recordedAt: string;
  /** The stored text, exactly: canonical JSON (RFC 8785). */
  readonly envelope: string;
  /** The stored text, exactly: canonical JSON (RFC 8785). */
  readonly payload: string;
}

/** First bytes of every framed event; a change of the framing changes it. */
const framingName = Buffer.from('slipway-event-v1', 'ascii');

/** `hash` of the event before the first one of a trail: 32 zero bytes. */
export const chainStart = '0'.repeat(64);

/** The bytes that the leaf hash is taken over, as the README specifies them. */
export function frameLeaf(content: LeafContent): Buffer {
  return Buffer.concat([
    framingName,
    ...lengthPrefixed(content.trail),
    unsigned64(content.trailPosition),
    ...lengthPrefixed(content.stream),
    unsigned64(content.streamPosition),
    signed64(microsecondsOf(content.recordedAt)),
    ...lengthPrefixed(content.envelope),
    ...lengthPrefixed(content.payload),
  ]);
}

/** RFC 6962 leaf hash of the event: SHA-256(0x00 || framing), 64 hexadecimal digits. */
export function leafHash(content: LeafContent): string {
  return hash('sha256', Buffer.concat([Buffer.of(0), frameLeaf(content)]), 'hex');
}

/** SHA-256(previous chain hash || leaf hash), 64 hexadecimal digits. Of the first event, the previous hash is `chainStart`. */
export function chainHash(previous: string, leaf: string): string {
  return hash('sha256', Buffer.from(previous + leaf, 'hex'), 'hex');
}

/** Microseconds since 1970-01-01T00:00:00Z of `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
export function microsecondsOf(recordedAt: string): bigint {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(recordedAt)) {
    throw new RangeError(`recordedAt must be YYYY-MM-DDTHH:MM:SS.ffffffZ, not '${recordedAt}'`);
  }
  return BigInt(Date.parse(`${recordedAt.slice(0, 23)}Z`)) * 1000n + BigInt(recordedAt.slice(23, 26));
}

function lengthPrefixed(text: string): [Buffer, Buffer] {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

function unsigned64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function signed64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
