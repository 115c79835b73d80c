import { hash } from 'node:crypto';
import { limits } from '@slipway/contracts';
import { EventStoreError } from './errors.js';

export interface DescribedEvidence {
  /** Number of bytes. */
  readonly size: number;
  /** The media types that these bytes were stored with, the first one first. */
  readonly mediaTypes: readonly string[];
}

export interface StoredEvidence extends DescribedEvidence {
  readonly bytes: Uint8Array;
}

/**
 * Documents addressed by the SHA-256 digest of their bytes; what was put never changes.
 * Reading checks the bytes against the digest and throws EVIDENCE_CORRUPT when they differ.
 */
export interface EvidenceStore {
  /**
   * Stores the bytes. Storing the same bytes again keeps one copy and adds the media type to the list.
   * @returns `sha256:<64 hexadecimal digits>` and the number of bytes
   * @throws EventStoreError INVALID_EVIDENCE when the media type is not `type/subtype` or the bytes are too many
   */
  put(bytes: Uint8Array, mediaType: string): Promise<{ digest: string; size: number }>;
  get(digest: string): Promise<StoredEvidence | undefined>;
  /** What there is under the digest, without reading it: its bytes are not checked. */
  describe(digest: string): Promise<DescribedEvidence | undefined>;
}

const { bytes: maximumEvidenceBytes, mediaTypeCharacters } = limits.evidence;

const mediaTypePattern = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*( *;.+)?$/i;

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/** @throws EventStoreError INVALID_EVIDENCE */
export function checkEvidence(bytes: Uint8Array, mediaType: string): void {
  if (mediaType.length > mediaTypeCharacters) {
    throw new EventStoreError('INVALID_EVIDENCE', {
      field: 'mediaType',
      problem: `is longer than ${String(mediaTypeCharacters)} characters`,
    });
  }
  if (!mediaTypePattern.test(mediaType)) {
    throw new EventStoreError('INVALID_EVIDENCE', {
      field: 'mediaType',
      problem: `'${mediaType}' is not type/subtype`,
    });
  }
  if (bytes.byteLength > maximumEvidenceBytes) {
    throw new EventStoreError('INVALID_EVIDENCE', {
      field: 'bytes',
      problem: `${String(bytes.byteLength)} bytes are more than ${String(maximumEvidenceBytes)}`,
    });
  }
}

/** @throws EventStoreError EVIDENCE_CORRUPT */
export function checkDigest(digest: string, bytes: Uint8Array): void {
  const actual = digestOf(bytes);
  if (actual !== digest) throw new EventStoreError('EVIDENCE_CORRUPT', { digest, actual });
}
