import { ownerOf, wordsOf, type ServiceName } from '@slipway/contracts';
import { EventStoreError } from '../errors.js';
import type {
  Append,
  Appended,
  EventStore,
  ExpectedPosition,
  LogPage,
  LoggedEvent,
  RecordedEvent,
} from '../event-store.js';
import { roleOf } from '../postgres/roles.js';
import { prepareAppend, type Definitions, type PreparedAppend } from '../prepare-append.js';
import { toRecordedEvent, type StoredEvent, type StoredTrail } from '../stored-event.js';
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

/** The twin of the PostgreSQL store for specs: same verdicts, same hashes, the log follows at once. */
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
    const now = (this.options.clock ?? (() => new Date()))();
    const stored = this.records.add(prepared, now.toISOString().replace('Z', '000Z'));
    if (stored === undefined) throw new RangeError('prepareAppend lets no empty append through');
    return answer(stored, false);
  }

  readStream(stream: string): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.records.stream(stream).map((event) => this.upcasters.upcast(toRecordedEvent(event))));
  }

  readTrail(
    trail: string,
    { after = 0, limit = Number.MAX_SAFE_INTEGER }: { after?: number; limit?: number } = {},
  ): Promise<readonly (RecordedEvent & { readonly logIndex?: number })[]> {
    const page = this.records.trail(trail).slice(after, after + limit);
    return Promise.resolve(
      page.map((event) => ({ ...toRecordedEvent(event), logIndex: this.records.log.indexOf(event) })),
    );
  }

  readTrailRaw(trail: string): Promise<StoredTrail> {
    const events = this.records.trail(trail);
    const logged = events.map((event) => ({
      logIndex: this.records.log.indexOf(event),
      trailPosition: event.trailPosition,
      type: event.type,
      leafHash: event.leafHash,
    }));
    return Promise.resolve({ trail, events, logged });
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

  onLogGrowth(listener: (logSize: number) => void): () => void {
    return this.records.listen(listener);
  }

  private checkOwner({ stream, events }: PreparedAppend): void {
    const { service } = this.options;
    if (service === undefined) return;
    const role = roleOf(service);
    if (ownerOf(stream) !== service) throw new EventStoreError('STREAM_NOT_OWNED', { stream, role });
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
}

function positionOf(expected: Exclude<ExpectedPosition, 'any'>): number {
  return expected === 'none' ? 0 : expected;
}

function answer({ stream, streamPosition, trailPosition }: StoredEvent, duplicate: boolean): Appended {
  return { stream, streamPosition, trailPosition, duplicate };
}
