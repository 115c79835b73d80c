import { ownerOf, trailKindOf, trailKinds, wordsOf, type ServiceName } from '@slipway/contracts';
import { EventStoreError } from '../errors.js';
import type {
  Append,
  Appended,
  EventStore,
  ExpectedPosition,
  LogPage,
  LoggedEvent,
  RecordedEvent,
  StreamPart,
  TrailEvent,
  TrailFilter,
  TrailPage,
} from '../event-store.js';
import { roleOf } from '../postgres/roles.js';
import { prepareAppend, type Definitions, type PreparedAppend } from '../prepare-append.js';
import {
  toRecordedEvent,
  type LoggedLeaf,
  type StoredEvent,
  type StoredLog,
  type StoredTrail,
} from '../stored-event.js';
import { Upcasters, type Upcaster } from '../upcasters.js';
import { InMemoryRecords } from './in-memory-records.js';

export interface InMemoryEventStoreOptions {
  /** Whose streams may be appended to; without it, all. */
  readonly service?: ServiceName;
  /** Shared by the stores of several services; without it, the store has its own. */
  readonly records?: InMemoryRecords;
  readonly upcasters?: readonly Upcaster[];
  readonly definitions?: Definitions;
  readonly clock?: () => Date;
}

/** In-memory event store for specs: same verdicts and hashes as PostgreSQL; the log follows immediately. */
export class InMemoryEventStore implements EventStore {
  private readonly records: InMemoryRecords;
  private readonly upcasters: Upcasters;

  constructor(private readonly options: InMemoryEventStoreOptions = {}) {
    this.records = options.records ?? new InMemoryRecords();
    this.upcasters = new Upcasters(options.upcasters);
  }

  async append(append: Append): Promise<Appended> {
    await Promise.resolve();
    const prepared = prepareAppend(append, this.options.definitions);
    this.checkOwner(prepared);
    const last = this.duplicateOf(prepared);
    if (last !== undefined) return answer(last, true);
    this.checkPosition(prepared);
    const reused = prepared.events.find(({ id }) => this.records.byId.has(id));
    if (reused !== undefined) {
      throw new EventStoreError('EVENT_ID_REUSED', { eventId: reused.id, stream: prepared.stream });
    }
    this.checkTrail(prepared);
    const now = (this.options.clock ?? (() => new Date()))();
    const stored = this.records.add(prepared, now.toISOString().replace('Z', '000Z'));
    if (stored === undefined) throw new RangeError('prepareAppend lets no empty append through');
    return answer(stored, false);
  }

  readStream(
    stream: string,
    { after = 0, limit = Number.MAX_SAFE_INTEGER, including }: StreamPart = {},
  ): Promise<readonly RecordedEvent[]> {
    const part = this.records
      .stream(stream)
      .filter(({ streamPosition: at, eventId }) => (at > after && at - after <= limit) || eventId === including);
    return Promise.resolve(part.map((event) => this.upcasters.upcast(toRecordedEvent(event))));
  }

  streamPosition(stream: string): Promise<number> {
    return Promise.resolve(this.records.stream(stream).length);
  }

  readTrail(trail: string, { after = 0, limit, filter = {} }: TrailPage = {}): Promise<readonly TrailEvent[]> {
    const page = this.records
      .trail(trail)
      .slice(after)
      .map((event) => ({ ...toRecordedEvent(event), logIndex: this.records.log.indexOf(event) }))
      .filter(passes(filter));
    return Promise.resolve(page.slice(0, limit));
  }

  positionsIn(trail: string, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const known = eventIds.flatMap((id) => this.records.byId.get(id) ?? []);
    const here = known.filter((event) => event.trail === trail);
    return Promise.resolve(new Map(here.map(({ eventId, trailPosition }) => [eventId, trailPosition])));
  }

  readTrailRaw(trail: string, { after = 0, limit = Infinity }: TrailPage = {}): Promise<StoredTrail> {
    const whole = this.records.trail(trail);
    const events = whole.slice(after, after + limit);
    const logged = events.map((event) => this.leafOf(event));
    return Promise.resolve({ trail, last: whole.length, events, logged, waiting: [] });
  }

  readLogRaw({ from, limit }: { from: number; limit: number }): Promise<StoredLog> {
    const { log } = this.records;
    const entries = log.slice(from, from + limit).map((event) => {
      const before = this.records.trail(event.trail)[event.trailPosition - 2];
      const previous = before && { hash: before.hash, logIndex: log.indexOf(before) };
      return { trail: event.trail, ...this.leafOf(event), event, ...(previous === undefined ? {} : { previous }) };
    });
    return Promise.resolve({
      from,
      next: Math.max(from, Math.min(from + limit, log.length)),
      size: log.length,
      entries,
    });
  }

  readLog({ from, limit, types }: { from: number; limit: number; types?: readonly string[] }): Promise<LogPage> {
    const wanted = types === undefined ? undefined : new Set(this.upcasters.storedTypesOf(types));
    const matching = this.records.log
      .map((event, logIndex) => ({ event, logIndex }))
      .filter(({ event, logIndex }) => logIndex >= from && (wanted?.has(event.type) ?? true))
      .slice(0, limit)
      .map(({ event, logIndex }) => ({ ...this.upcasters.upcast(toRecordedEvent(event)), logIndex }));
    const last = matching.at(-1);
    const next = matching.length === limit && last !== undefined ? last.logIndex + 1 : this.records.log.length;
    return Promise.resolve({ events: matching, next: Math.max(from, next) });
  }

  readLogAt(indexes: readonly number[]): Promise<readonly LoggedEvent[]> {
    const found = [...new Set(indexes)]
      .toSorted((one, other) => one - other)
      .flatMap((logIndex) => {
        const event = this.records.log[logIndex];
        return event === undefined ? [] : [{ ...this.upcasters.upcast(toRecordedEvent(event)), logIndex }];
      });
    return Promise.resolve(found);
  }

  logSize(): Promise<number> {
    return Promise.resolve(this.records.log.length);
  }

  committedSize(): Promise<number> {
    return this.logSize();
  }

  onLogGrowth(listener: (logSize: number, matching: boolean) => void): () => void {
    return this.records.listen((logSize) => {
      listener(logSize, true);
    });
  }

  private leafOf(event: StoredEvent): LoggedLeaf {
    const { trailPosition, type, leafHash } = event;
    return { logIndex: this.records.log.indexOf(event), trailPosition, type, leafHash };
  }

  private checkOwner({ stream, trail, events }: PreparedAppend): void {
    const { service } = this.options;
    if (service === undefined) return;
    const role = roleOf(service);
    if (ownerOf(stream) !== service) throw new EventStoreError('STREAM_NOT_OWNED', { stream, role });
    if (!trailKinds[service].includes(trailKindOf(trail))) {
      throw new EventStoreError('TRAIL_NOT_OWNED', { stream, trail, role });
    }
    const foreign = events.find(({ type }) => !type.startsWith(wordsOf(service)));
    if (foreign !== undefined) throw new EventStoreError('TYPE_NOT_OWNED', { eventId: foreign.id, stream, role });
  }

  /** The last of the stored events when all of these are stored already, with the same content. */
  private duplicateOf({ stream, trail, events }: PreparedAppend): StoredEvent | undefined {
    const stored = events.map(({ id, envelope, payload }) => {
      const known = this.records.byId.get(id);
      const same = known?.stream === stream && known.trail === trail;
      return same && known.envelope === envelope && known.payload === payload ? known : undefined;
    });
    return stored.includes(undefined) ? undefined : stored.at(-1);
  }

  private checkPosition({ stream, expected }: PreparedAppend): void {
    const actual = this.records.stream(stream).length;
    if (expected !== 'any' && positionOf(expected) !== actual) {
      throw new EventStoreError('STREAM_POSITION_CONFLICT', { stream, expected, actual });
    }
  }

  private checkTrail({ stream, trail }: PreparedAppend): void {
    const head = this.records.stream(stream).at(-1);
    if (head !== undefined && head.trail !== trail) throw new EventStoreError('TRAIL_CHANGED', { stream, trail });
  }
}

const passes =
  ({ types, actor, categories, from, to }: TrailFilter) =>
  (event: TrailEvent): boolean =>
    (types === undefined || types.includes(event.type)) &&
    (actor === undefined || event.actor.id === actor) &&
    (categories === undefined || categories.includes(event.stream.split('-', 1)[0] ?? '')) &&
    (from === undefined || event.occurredAt >= from) &&
    (to === undefined || event.occurredAt < to);

function positionOf(expected: Exclude<ExpectedPosition, 'any'>): number {
  return expected === 'none' ? 0 : expected;
}

function answer({ stream, streamPosition, trailPosition }: StoredEvent, duplicate: boolean): Appended {
  return { stream, streamPosition, trailPosition, duplicate };
}
