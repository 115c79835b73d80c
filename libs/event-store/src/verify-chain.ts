import { chainHash, chainStart, leafHash } from './framing.js';
import type { Envelope, LoggedLeaf, StoredEvent, StoredTrail } from './stored-event.js';

/** The first thing that is not as it was appended. */
export interface TrailDefect {
  readonly trailPosition: number;
  /** Absent when the event itself is gone. */
  readonly eventId?: string;
  /**
   * What is wrong. `leafHash`: the content (envelope, payload, stream, positions or recorded-at) is not what was hashed.
   * `storedLeafHash`, `hash`: that column was changed, the content was not. `id`, `type`: a column differs from the envelope.
   * `trailPosition`: an event is missing before this one. `streamPosition`: positions of its stream do not rise.
   * `missing`: the log knows an event that is gone. `unlogged`: the log knows later events of the trail, not this one.
   * `loggedLeafHash`, `loggedType`: the log was given another leaf or another type for this event.
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
    | 'loggedType';
  readonly expected: string;
  readonly actual: string;
}

export type TrailVerification =
  | { readonly ok: true; readonly trail: string; readonly events: number; readonly head: string }
  | { readonly ok: false; readonly trail: string; readonly events: number; readonly defect: TrailDefect };

/**
 * Recomputes every hash of a trail from its stored bytes and names the first event that is not as it was appended.
 * `head` is the chain hash of the last event. What a chain alone cannot show (a trail cut off together with its log
 * rows, a trail that is gone) is what checkpoints are for.
 */
export function verifyTrail({ trail, events, logged }: StoredTrail): TrailVerification {
  const leaves = new Map(logged.map((leaf) => [leaf.trailPosition, leaf]));
  const lastLogged = logged.at(-1)?.trailPosition ?? 0;
  const streamHeads = new Map<string, number>();
  let head = chainStart;
  for (const [index, event] of events.entries()) {
    const defect =
      placeDefect(trail, index + 1, event, streamHeads) ??
      hashDefect(head, event) ??
      columnDefect(event) ??
      logDefect(event, leaves.get(event.trailPosition), lastLogged);
    if (defect !== undefined) return { ok: false, trail, events: events.length, defect };
    streamHeads.set(event.stream, event.streamPosition);
    head = event.hash;
  }
  const gone = logged.find(({ trailPosition }) => trailPosition > events.length);
  if (gone !== undefined) {
    const defect = {
      trailPosition: gone.trailPosition,
      field: 'missing',
      expected: gone.leafHash,
      actual: '',
    } as const;
    return { ok: false, trail, events: events.length, defect };
  }
  return { ok: true, trail, events: events.length, head };
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
  // The chain still vouches for the content: then it is the leaf hash's column that was changed.
  if (hash === event.hash) return defectOf(event, 'storedLeafHash', leaf, event.leafHash);
  return defectOf(event, 'leafHash', event.leafHash, leaf);
}

function columnDefect(event: StoredEvent): TrailDefect | undefined {
  const { id, type } = JSON.parse(event.envelope) as Envelope;
  if (id !== event.eventId) return defectOf(event, 'id', id, event.eventId);
  if (type !== event.type) return defectOf(event, 'type', type, event.type);
  return undefined;
}

function logDefect(event: StoredEvent, leaf: LoggedLeaf | undefined, lastLogged: number): TrailDefect | undefined {
  if (leaf === undefined) {
    // The sequencer goes in the order of the trail: only the newest events may be on their way into the log.
    return event.trailPosition < lastLogged ? defectOf(event, 'unlogged', event.leafHash, '') : undefined;
  }
  if (leaf.leafHash !== event.leafHash) return defectOf(event, 'loggedLeafHash', event.leafHash, leaf.leafHash);
  return leaf.type === event.type ? undefined : defectOf(event, 'loggedType', event.type, leaf.type);
}

function defectOf(event: StoredEvent, field: TrailDefect['field'], expected: string, actual: string): TrailDefect {
  return { trailPosition: event.trailPosition, eventId: event.eventId, field, expected, actual };
}
