import type { LoggedEvent, LogPage } from '../event-store.js';

export interface RecentLogLimits {
  readonly events: number;
  /** Of JSON, which takes about two bytes of memory each. */
  readonly characters: number;
}

const defaultLimits: RecentLogLimits = { events: 500, characters: 1_500_000 };

/** An event of the log, its type as it is stored, and how long its JSON is. */
export interface HeldEvent {
  readonly event: LoggedEvent;
  readonly storedType: string;
  readonly characters: number;
}

/**
 * The newest events of the log of the types that this process follows, read once for all of its readers. Complete for these types
 * from one index to the size of the log at the last look; what it does not hold, readers read from the database.
 */
export class RecentLog {
  private readonly followed = new Set<string>();
  private held: HeldEvent[] = [];
  private characters = 0;
  private from = Infinity;
  private size = 0;

  constructor(private readonly limits: RecentLogLimits = defaultLimits) {}

  /** The stored types that are followed; not in any order. */
  get types(): ReadonlySet<string> {
    return this.followed;
  }

  /** From now on events of these types are held; until the next look nothing is complete for them. */
  follow(types: readonly string[]): void {
    if (types.every((type) => this.followed.has(type))) return;
    for (const type of types) this.followed.add(type);
    this.drop(Infinity);
  }

  /** Forgets everything; it begins again at this index. */
  drop(from: number): void {
    this.held = [];
    this.characters = 0;
    this.from = from;
  }

  /** A look has found these followed events, all there are from one index to the size of the log. */
  add(found: readonly HeldEvent[], from: number, size: number): void {
    this.from = Math.min(this.from, from);
    this.size = size;
    for (const each of found) {
      this.held.push(each);
      this.characters += each.characters;
    }
    let dropped = 0;
    while (this.held.length - dropped > this.limits.events || this.characters > this.limits.characters) {
      const oldest = this.held[dropped++];
      if (oldest === undefined) break;
      this.characters -= oldest.characters;
      this.from = oldest.event.logIndex + 1;
    }
    if (dropped > 0) this.held.splice(0, dropped);
  }

  /** The page as the database would have given it at the last look; undefined when it is not held as a whole. */
  page(from: number, limit: number, storedTypes: readonly string[]): LogPage | undefined {
    if (from < this.from || from >= this.size || !storedTypes.every((type) => this.followed.has(type)))
      return undefined;
    const wanted = new Set(storedTypes);
    const events: LoggedEvent[] = [];
    for (let place = this.placeOf(from); place < this.held.length && events.length < limit; place++) {
      const held = this.held[place];
      if (held !== undefined && wanted.has(held.storedType)) events.push(held.event);
    }
    const last = events.at(-1);
    return { events, next: events.length === limit && last !== undefined ? last.logIndex + 1 : this.size };
  }

  at(logIndex: number): LoggedEvent | undefined {
    const event = this.held[this.placeOf(logIndex)]?.event;
    return event?.logIndex === logIndex ? event : undefined;
  }

  /** Of the first event at this index or behind it. */
  private placeOf(logIndex: number): number {
    let [low, high] = [0, this.held.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.held[middle]?.event.logIndex ?? Infinity) < logIndex) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
