import { EvidenceReference } from '@slipway/contracts';
import { found } from './trail-entry.js';

interface Place {
  readonly trailPosition: number;
  readonly eventId: string;
}

/** A document that an event names, as it names it. */
export interface NamedDocument {
  /** The same for all that name it alike. */
  readonly key: string;
  readonly place: Place;
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
}

/** A document that is no longer what an event says of it, at the first event that says so. */
export interface DocumentDefect extends Place {
  readonly field: 'evidenceMissing' | 'evidenceBytes' | 'evidenceSize' | 'evidenceMediaType';
  readonly expected: string;
  readonly actual: string;
}

/** What an event, as it is stored, says of documents. */
export function documentsIn({
  trailPosition,
  eventId,
  payload,
}: Place & { readonly payload: string }): NamedDocument[] {
  return found(JSON.parse(payload), EvidenceReference).map(({ digest, mediaType, size }) => ({
    key: JSON.stringify([digest, mediaType, size]),
    place: { trailPosition, eventId },
    digest,
    mediaType,
    size,
  }));
}

/** Compares what an event says of a document with what is kept under its digest. */
export function documentDefect(
  { place, digest, mediaType, size }: NamedDocument,
  kept: { readonly size: number; readonly mediaTypes: readonly string[] } | undefined,
): DocumentDefect | undefined {
  if (kept === undefined) return { ...place, field: 'evidenceMissing', expected: digest, actual: '' };
  if (kept.size !== size) {
    return { ...place, field: 'evidenceSize', expected: String(size), actual: String(kept.size) };
  }
  if (kept.mediaTypes.includes(mediaType)) return undefined;
  return { ...place, field: 'evidenceMediaType', expected: mediaType, actual: kept.mediaTypes.join(', ') };
}
