import type { LeafContent } from './framing.js';
import type { RecordedEvent } from './event-store.js';

/** An event as it is stored: bytes and columns, nothing parsed. The input of verification. */
export interface StoredEvent extends LeafContent {
  /** The indexed columns beside the envelope; verification compares them with it. */
  readonly eventId: string;
  readonly type: string;
  readonly leafHash: string;
  readonly hash: string;
}

/** The log entry of an event of a trail, whether or not the event still exists. */
export interface LoggedLeaf {
  readonly logIndex: number;
  readonly trailPosition: number;
  /** What relays and projections filter the log by; no hash covers it, so verification compares it with the event's. */
  readonly type: string;
  readonly leafHash: string;
}

export interface StoredTrail {
  readonly trail: string;
  /** The highest position of the trail, in these events or after them; 0 if there is no such trail. */
  readonly last: number;
  /** By trail position. */
  readonly events: readonly StoredEvent[];
  /** By trail position; the newest events may not be in the log yet. */
  readonly logged: readonly LoggedLeaf[];
  /** The trail positions of committed events that wait for the sequencer. */
  readonly waiting: readonly number[];
}

/** The log entry at an index, with its event and the previous event of the trail. */
export interface LogEntry extends LoggedLeaf {
  readonly trail: string;
  /** Absent if the event is missing. */
  readonly event?: StoredEvent;
  /** Chain hash and log index of the previous event of the trail. Absent for the first event, or if the previous one is missing. */
  readonly previous?: { readonly hash: string; readonly logIndex?: number };
}

export interface StoredLog {
  readonly from: number;
  /** Index behind the last one of this page. */
  readonly next: number;
  readonly size: number;
  /** By log index; an index that was removed is absent. */
  readonly entries: readonly LogEntry[];
  /** On the last page: an event that is neither in the log nor waiting for the sequencer, if there is one. */
  readonly adrift?: { readonly trail: string; readonly trailPosition: number };
}

/** The caller's part of an event without its data, as the envelope holds it. */
export type Envelope = Omit<
  RecordedEvent,
  'data' | 'stream' | 'streamPosition' | 'trail' | 'trailPosition' | 'recordedAt' | 'hash' | 'leafHash'
>;

/** Parses what is stored. The envelope's keys come first, then what the store assigned. */
export function toRecordedEvent(stored: StoredEvent): RecordedEvent {
  const envelope = JSON.parse(stored.envelope) as Envelope;
  return {
    ...envelope,
    data: JSON.parse(stored.payload) as unknown,
    stream: stored.stream,
    streamPosition: stored.streamPosition,
    trail: stored.trail,
    trailPosition: stored.trailPosition,
    recordedAt: stored.recordedAt,
    hash: stored.hash,
    leafHash: stored.leafHash,
  };
}
