import { chainHash, chainStart, leafHash } from './framing.js';
import type { Envelope, LoggedLeaf, StoredEvent, StoredTrail } from './stored-event.js';

/** The first difference from what was appended. */
export interface TrailDefect {
  readonly trailPosition: number;
  /** Absent if the event itself is missing. */
  readonly eventId?: string;
  /**
   * What is wrong. `leafHash`: the content (envelope, payload, stream, positions or recorded-at) is not what was hashed.
   * `storedLeafHash`, `hash`: that column was changed, the content was not. `id`, `type`: a column differs from the envelope.
   * `trailPosition`: an event is missing before this one. `streamPosition`: positions of its stream do not rise.
   * `missing`: an event of the log does not exist. `unlogged`: the event is neither in the log nor waiting for the sequencer.
   * `loggedLeafHash`, `loggedType`: the log was given another leaf or another type for this event.
   * `logIndex`: the log has the events of the trail in another order.
   */
  readonly field:
    | 'leafHash'
    | 'storedLeafHash'
    | 'hash'
    | 'id'
    | 'type'
    | 'trail'
    | 'trailPosition'
    | 'streamPosition'
    | 'missing'
    | 'unlogged'
    | 'loggedLeafHash'
    | 'loggedType'
    | 'logIndex';
  readonly expected: string;
  readonly actual: string;
}

export type TrailVerification =
  | {
      readonly ok: true;
      readonly trail: string;
      readonly events: number;
      /** How many of the newest events are committed and not in the log yet. */
      readonly waiting: number;
      readonly head: string;
    }
  | { readonly ok: false; readonly trail: string; readonly events: number; readonly defect: TrailDefect };

/** Recomputes every hash of a trail that is at hand as a whole; see `TrailVerifier`. */
export function verifyTrail(stored: StoredTrail): TrailVerification {
  const verifier = new TrailVerifier(stored.trail);
  verifier.add(stored);
  return verifier.verification();
}

/**
 * Recomputes every hash of a trail from its stored bytes, page by page, and names the first event that differs from what
 * was appended. `head` is the chain hash of the last event. What neither a chain nor an unsigned log can show (a trail cut off
 * together with its log rows, a trail that a superuser wrote again as a whole) is what checkpoints are for.
 */
export class TrailVerifier {
  private readonly streamHeads = new Map<string, number>();
  private head = chainStart;
  private events = 0;
  private logIndex = -1;
  private firstWaiting: StoredEvent | undefined;
  private defect: TrailDefect | undefined;

  constructor(private readonly trail: string) {}

  /** Accepts the pages in trail order. Returns whether everything so far is as it was appended. */
  add({ events, logged, waiting }: StoredTrail): boolean {
    const leaves = new Map(logged.map((leaf) => [leaf.trailPosition, leaf]));
    const onTheirWay = new Set(waiting);
    for (const event of events) {
      this.defect ??= this.defectIn(event, leaves.get(event.trailPosition), onTheirWay.has(event.trailPosition));
      if (this.defect !== undefined) break;
    }
    const gone = logged.find(({ trailPosition }) => trailPosition > this.events);
    if (gone !== undefined) {
      this.defect ??= { trailPosition: gone.trailPosition, field: 'missing', expected: gone.leafHash, actual: '' };
    }
    return this.defect === undefined;
  }

  verification(): TrailVerification {
    const { trail, events, head, defect, firstWaiting } = this;
    if (defect !== undefined) return { ok: false, trail, events, defect };
    const waiting = firstWaiting === undefined ? 0 : events - firstWaiting.trailPosition + 1;
    return { ok: true, trail, events, waiting, head };
  }

  private defectIn(event: StoredEvent, leaf: LoggedLeaf | undefined, waits: boolean): TrailDefect | undefined {
    this.events += 1;
    const defect =
      placeDefect(this.trail, this.events, event, this.streamHeads) ??
      hashDefect(this.head, event) ??
      columnDefect(event) ??
      (leaf === undefined ? this.unloggedDefect(event, waits) : this.logDefect(event, leaf));
    this.streamHeads.set(event.stream, event.streamPosition);
    this.head = event.hash;
    return defect;
  }

  private unloggedDefect(event: StoredEvent, waits: boolean): TrailDefect | undefined {
    this.firstWaiting ??= event;
    return waits ? undefined : defectOf(event, 'unlogged', event.leafHash, '');
  }

  private logDefect(event: StoredEvent, { logIndex, leafHash: leaf, type }: LoggedLeaf): TrailDefect | undefined {
    // The sequencer works in trail order: only the newest events can be waiting.
    if (this.firstWaiting !== undefined) return defectOf(this.firstWaiting, 'unlogged', this.firstWaiting.leafHash, '');
    if (leaf !== event.leafHash) return defectOf(event, 'loggedLeafHash', event.leafHash, leaf);
    if (type !== event.type) return defectOf(event, 'loggedType', event.type, type);
    const before = this.logIndex;
    this.logIndex = logIndex;
    return logIndex > before ? undefined : defectOf(event, 'logIndex', `more than ${String(before)}`, String(logIndex));
  }
}

function placeDefect(trail: string, position: number, event: StoredEvent, streamHeads: ReadonlyMap<string, number>) {
  if (event.trail !== trail) return defectOf(event, 'trail', trail, event.trail);
  if (event.trailPosition !== position) {
    return defectOf(event, 'trailPosition', String(position), String(event.trailPosition));
  }
  const streamHead = streamHeads.get(event.stream);
  if (streamHead !== undefined && event.streamPosition <= streamHead) {
    return defectOf(event, 'streamPosition', `more than ${String(streamHead)}`, String(event.streamPosition));
  }
  return undefined;
}

function hashDefect(previous: string, event: StoredEvent): TrailDefect | undefined {
  const leaf = leafHash(event);
  const hash = chainHash(previous, leaf);
  if (leaf === event.leafHash) return hash === event.hash ? undefined : defectOf(event, 'hash', hash, event.hash);
  // The chain still confirms the content, so the leaf hash column was changed.
  if (hash === event.hash) return defectOf(event, 'storedLeafHash', leaf, event.leafHash);
  return defectOf(event, 'leafHash', event.leafHash, leaf);
}

function columnDefect(event: StoredEvent): TrailDefect | undefined {
  const { id, type } = JSON.parse(event.envelope) as Envelope;
  if (id !== event.eventId) return defectOf(event, 'id', id, event.eventId);
  if (type !== event.type) return defectOf(event, 'type', type, event.type);
  return undefined;
}

function defectOf(event: StoredEvent, field: TrailDefect['field'], expected: string, actual: string): TrailDefect {
  return { trailPosition: event.trailPosition, eventId: event.eventId, field, expected, actual };
}
