import type { Actor, DomainEvent } from '@slipway/contracts';
import type { StoredLog, StoredTrail } from './stored-event.js';

/** An event as the caller appends it; the store assigns everything else. */
export interface NewEvent<Event extends DomainEvent = DomainEvent> {
  /** UUID; for a reaction or a command with an idempotency key derived from what caused it, see `deriveEventId`. */
  readonly id: string;
  readonly type: Event['type'];
  readonly schemaVersion: number;
  readonly data: Event['data'];
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string;
}

export interface RecordedEvent<Event extends DomainEvent = DomainEvent> extends NewEvent<Event> {
  readonly stream: string;
  /** From 1, without gaps, within the stream. */
  readonly streamPosition: number;
  readonly trail: string;
  /** From 1, without gaps, within the trail. */
  readonly trailPosition: number;
  /** When it was stored, ISO 8601 in UTC with microseconds. */
  readonly recordedAt: string;
  /** Chain hash of the trail up to and with this event, 64 hexadecimal digits. */
  readonly hash: string;
  /** RFC 6962 leaf hash over the framing in the README, 64 hexadecimal digits. */
  readonly leafHash: string;
}

/** An event that the sequencer has placed in the dense total order. */
export interface LoggedEvent<Event extends DomainEvent = DomainEvent> extends RecordedEvent<Event> {
  /** From 0, without gaps, over everything. */
  readonly logIndex: number;
}

/** `none`: the stream must not exist yet. A number: its last position. `any`: no check. */
export type ExpectedPosition = number | 'none' | 'any';

export interface Append {
  readonly stream: string;
  readonly trail: string;
  readonly expected: ExpectedPosition;
  readonly events: readonly NewEvent[];
}

export interface Appended {
  readonly stream: string;
  /** Position of the last of these events in its stream: the `ETag` of the answer. */
  readonly streamPosition: number;
  readonly trailPosition: number;
  /** True when these events were there already, with the same content. */
  readonly duplicate: boolean;
}

/** An event of a trail, with its place in the log when it has one already. */
export interface TrailEvent extends RecordedEvent {
  readonly logIndex?: number;
}

/** Which events of a trail are asked for; what is absent does not filter. */
export interface TrailFilter {
  readonly types?: readonly string[] | undefined;
  /** Id of the actor. */
  readonly actor?: string | undefined;
  /** The categories of the streams that the events are in. */
  readonly categories?: readonly string[] | undefined;
  /** When it happened, ISO 8601 in UTC: from then on (inclusive), before then (exclusive). */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface TrailPage {
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  readonly filter?: TrailFilter | undefined;
}

/** What to read of a stream. */
export interface StreamPart {
  /** The events behind this position; 0 when absent. */
  readonly after?: number;
  /** At most so many of them. */
  readonly limit?: number;
  /** The event with this id too, wherever it is in the stream: read in the same snapshot as the others. */
  readonly including?: string;
}

/** The append-only event store, as one service sees it. */
export interface EventStore {
  /**
   * Appends all of these events or none. Verdicts in this order: STREAM_NOT_OWNED { stream, role }; TRAIL_NOT_OWNED { stream, trail, role };
   * TYPE_NOT_OWNED { eventId, stream, role }; the same ids with the same content are a duplicate, answered with their original positions whatever `expected` says;
   * STREAM_POSITION_CONFLICT { stream, expected, actual }; EVENT_ID_REUSED { eventId, stream }; TRAIL_CHANGED { stream, trail }.
   * A conflict goes before a reused id, so that of two handlers of one cause the slower one loads again and finds it done.
   * @throws EventStoreError with one of these codes, INVALID_EVENT, DATA_REFUSED, or STORE_BUSY and STORE_UNAVAILABLE (safe to send again)
   */
  append(append: Append): Promise<Appended>;
  /** The stream in order, upcast to the newest schema versions; the whole of it without `part`. Empty when there is none. */
  readStream(stream: string, part?: StreamPart): Promise<readonly RecordedEvent[]>;
  /** The position of the last event of the stream; 0 when there is none. */
  streamPosition(stream: string): Promise<number>;
  /**
   * A trail in order, from a position (exclusive), at most `limit` that the filter asks for; with the log index
   * where it is known yet. As recorded, not upcast: this is what was recorded at the time.
   */
  readTrail(trail: string, page?: TrailPage): Promise<readonly TrailEvent[]>;
  /** Where these events are in a trail, by id; an id that is not in it is absent. */
  positionsIn(trail: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * The positions above `after` of a trail as they are stored, byte by byte, with what the log says about them: see
   * `verifyTrail`. All of them, or those up to `after + limit`.
   */
  readTrailRaw(trail: string, page?: { after?: number; limit?: number }): Promise<StoredTrail>;
  /** The log from an index (inclusive) as it is stored, at most `limit` of its indexes: see `verifyLog`. */
  readLogRaw(page: { from: number; limit: number }): Promise<StoredLog>;
  /**
   * The log from an index (inclusive), at most `limit`, upcast; optionally only events of these types
   * (and older versions of them that upcast to these).
   */
  readLog(page: { from: number; limit: number; types?: readonly string[] }): Promise<LogPage>;
  /** The events in these places of the log, upcast, by index; where the log has none, there is none. At most 500. */
  readLogAt(indexes: readonly number[]): Promise<readonly LoggedEvent[]>;
  /** Number of events in the log: the index that the next one will get. */
  logSize(): Promise<number>;
  /** Number of committed events, in the log or not yet: the size of the log once it holds all that was appended until now. */
  committedSize(): Promise<number>;
  /**
   * Called with the size of the log, as read from the store, whenever it has grown, and at slow intervals as a safety net.
   * @param types `matching` is false when none of these is between the size in the last call and this one
   * @returns the unsubscribe
   */
  onLogGrowth(listener: (logSize: number, matching: boolean) => void, types?: readonly string[]): () => void;
}

export interface LogPage {
  readonly events: readonly LoggedEvent[];
  /** Where to read on: the index behind the last event that was looked at, matching or not. */
  readonly next: number;
}
