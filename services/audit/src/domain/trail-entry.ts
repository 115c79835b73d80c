import { EvidenceReference, EventReference, ownerOf, type Actor } from '@slipway/contracts';
import { sentenceFor } from './sentence.js';

/** A recorded event, as far as the audit looks at it. */
export interface AuditedEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly stream: string;
  readonly streamPosition: number;
  readonly trailPosition: number;
  readonly hash: string;
  readonly logIndex?: number;
}

/** One line of a trail: who, what, when, why, and with what evidence. */
export interface TrailEntry {
  readonly position: number;
  readonly logIndex?: number;
  readonly eventId: string;
  readonly type: string;
  readonly service: string;
  readonly what: string;
  readonly who: Actor;
  /** When it happened, and when it was stored. */
  readonly when: { readonly occurredAt: string; readonly recordedAt: string };
  /** The command or event that caused it; `position` if that event is in this trail. */
  readonly why: { readonly causationId: string; readonly correlationId: string; readonly position?: number };
  readonly evidence: readonly (EvidenceReference & { readonly href: string })[];
  /** Events of other trails that this one depends on. */
  readonly references: readonly EventReference[];
  readonly stream: string;
  readonly streamPosition: number;
  readonly hash: string;
  readonly data: unknown;
}

/** @param causedAt where the event that caused it is in the same trail */
export function entryOf(event: AuditedEvent, causedAt: number | undefined): TrailEntry {
  const { causationId, correlationId, occurredAt, recordedAt } = event;
  return {
    position: event.trailPosition,
    ...(event.logIndex === undefined ? {} : { logIndex: event.logIndex }),
    eventId: event.id,
    type: event.type,
    service: ownerOf(event.stream) ?? serviceOf(event.type),
    what: sentenceFor(event),
    who: event.actor,
    when: { occurredAt, recordedAt },
    why: { causationId, correlationId, ...(causedAt === undefined ? {} : { position: causedAt }) },
    evidence: evidenceIn(event.data),
    references: found(event.data, EventReference),
    stream: event.stream,
    streamPosition: event.streamPosition,
    hash: event.hash,
    data: event.data,
  };
}

/** Each document once, even where a fact and the word for it name the same. */
function evidenceIn(data: unknown): TrailEntry['evidence'] {
  const documents = new Map(found(data, EvidenceReference).map((reference) => [reference.digest, reference]));
  return [...documents.values()].map((reference) => ({ ...reference, href: hrefOf(reference) }));
}

const hrefOf = ({ digest, mediaType }: EvidenceReference): string =>
  `/audit/v1/evidence/${digest}?mediaType=${encodeURIComponent(mediaType)}`;

/**
 * The service that a wire type belongs to, its third part. The stream shows who stated a fact: only its owner can
 * append to it.
 */
export const serviceOf = (type: string): string => type.split('.')[2] ?? '';

/** Every value within the data that is of this shape. */
export function found<Shape>(
  data: unknown,
  shape: { safeParse(value: unknown): { success: true; data: Shape } | { success: false } },
): Shape[] {
  if (typeof data !== 'object' || data === null) return [];
  const itself = shape.safeParse(data);
  return itself.success ? [itself.data] : Object.values(data).flatMap((value) => found(value, shape));
}
