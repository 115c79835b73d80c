import { LRUCache } from 'lru-cache';

/** The state of a stream up to a position: always true of that position, though the stream may have moved on. */
export interface Folded {
  readonly state: unknown;
  /** 0 when the stream does not exist. */
  readonly streamPosition: number;
}

interface Kept extends Folded {
  /** The fold that made the state: two deciders can fold the same stream. */
  readonly decider: object;
  /** Characters of JSON: measured at some time, and those of the events since then. */
  readonly measured: number;
  readonly since: number;
}

export interface FoldedStatesLimits {
  readonly streams: number;
  /** Of JSON, which takes about two bytes of memory each. */
  readonly characters: number;
}

const defaultLimits: FoldedStatesLimits = { streams: 1000, characters: 12_000_000 };

/**
 * A cache of the most recently used states; ADR 19. Nothing here is trusted: the append confirms the position of a
 * state. States are shared, so nobody is allowed to change one.
 */
export class FoldedStates {
  private readonly kept: LRUCache<string, Kept>;

  constructor({ streams, characters }: FoldedStatesLimits = defaultLimits) {
    this.kept = new LRUCache({
      max: streams,
      maxSize: characters,
      sizeCalculation: ({ measured, since }) => measured + since,
    });
  }

  of(stream: string, decider: object): Folded | undefined {
    const kept = this.kept.get(stream);
    return kept?.decider === decider ? kept : undefined;
  }

  /** @param added the data of the events between the state that was cached before and this one */
  keep(stream: string, decider: object, folded: Folded, added: readonly unknown[]): void {
    const before = this.kept.peek(stream);
    const known = before?.decider === decider ? before : undefined;
    if (known !== undefined && known.streamPosition >= folded.streamPosition) return;
    const since = (known?.since ?? 0) + sizeOf(added);
    // Measuring costs as much as the state is large. Measuring only when it may have doubled costs as much as its
    // events.
    const stillFits = known !== undefined && since <= known.measured;
    const size = stillFits ? { measured: known.measured, since } : { measured: sizeOf(folded.state), since: 0 };
    this.kept.set(stream, { state: folded.state, streamPosition: folded.streamPosition, decider, ...size });
  }

  forget(stream: string): void {
    this.kept.delete(stream);
  }
}

const sizeOf = (value: unknown): number => JSON.stringify(value, entriesOfMaps).length;

/** JSON has no maps: without this, they would count as empty. */
const entriesOfMaps = (_: string, value: unknown): unknown => (value instanceof Map ? [...value.entries()] : value);
