import { Injectable } from '@nestjs/common';
import type { EventStore, TrailFilter, TrailPage } from '@slipway/event-store';
import { InjectEventStore } from '@slipway/service-kit';
import { timelineHead, timelineLines, timelineTail } from '../domain/timeline.js';
import { entryOf, type TrailEntry } from '../domain/trail-entry.js';

/** Events that are read at once: however long a trail is, no more of it is in memory. */
const pageSize = 200;

/** The entries of trails, page by page. */
@Injectable()
export class Trails {
  constructor(@InjectEventStore() private readonly store: EventStore) {}

  /** Whether anything was ever recorded in it. */
  async has(trail: string): Promise<boolean> {
    return (await this.store.readTrail(trail, { limit: 1 })).length > 0;
  }

  async entries(trail: string, page: TrailPage): Promise<TrailEntry[]> {
    const events = await this.store.readTrail(trail, page);
    const causes = await this.store.positionsIn(
      trail,
      events.map(({ causationId }) => causationId),
    );
    return events.map((event) => entryOf(event, causes.get(event.causationId)));
  }

  /** The whole as Markdown, piece after piece. */
  async *timeline(trail: string, filter: TrailFilter): AsyncGenerator<string> {
    yield timelineHead(trail);
    let count = 0;
    let before: TrailEntry | undefined;
    for (let more = true; more;) {
      const entries = await this.entries(trail, { after: before?.position, limit: pageSize, filter });
      yield timelineLines(entries, before);
      before = entries.at(-1);
      count += entries.length;
      more = entries.length === pageSize;
    }
    yield timelineTail(count);
  }
}
