import { chainHash, chainStart, leafHash } from '../framing.js';
import type { PreparedAppend } from '../prepare-append.js';
import type { StoredEvent } from '../stored-event.js';

/** Everything that in-memory stores of several services share, as they would share one database. */
export class InMemoryRecords {
  readonly log: StoredEvent[] = [];
  readonly byId = new Map<string, StoredEvent>();
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly trails = new Map<string, StoredEvent[]>();
  private readonly listeners = new Set<(logSize: number) => void>();

  stream(stream: string): readonly StoredEvent[] {
    return this.streams.get(stream) ?? [];
  }

  trail(trail: string): readonly StoredEvent[] {
    return this.trails.get(trail) ?? [];
  }

  add({ stream, trail, events }: PreparedAppend, recordedAt: string): StoredEvent | undefined {
    for (const { id, type, envelope, payload } of events) {
      const trailPosition = this.trail(trail).length + 1;
      const streamPosition = this.stream(stream).length + 1;
      const content = { trail, trailPosition, stream, streamPosition, recordedAt, envelope, payload };
      const leaf = leafHash(content);
      const hash = chainHash(this.trail(trail).at(-1)?.hash ?? chainStart, leaf);
      this.place(Object.freeze({ ...content, eventId: id, type, leafHash: leaf, hash }));
    }
    // Listeners are notified afterwards, as by a sequencer.
    queueMicrotask(() => {
      for (const listener of this.listeners) listener(this.log.length);
    });
    return this.stream(stream).at(-1);
  }

  listen(listener: (logSize: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private place(event: StoredEvent): void {
    this.log.push(event);
    this.byId.set(event.eventId, event);
    pushTo(this.streams, event.stream, event);
    pushTo(this.trails, event.trail, event);
  }
}

function pushTo(lists: Map<string, StoredEvent[]>, key: string, event: StoredEvent): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [event]);
  else list.push(event);
}
