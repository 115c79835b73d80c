import type { EventStore, LogPage } from '@slipway/event-store';

type LogReader = Pick<EventStore, 'readLog'>;

/** A page with more events than this is one of a backlog: it would only take memory. */
const mostKept = 50;

/**
 * The log for the projections of a service. Most of them are at the same position, so they share their reads: a page is
 * read and parsed once, with the types of all of them.
 */
export class SharedLog implements LogReader {
  private last: { readonly from: number; readonly page: Promise<LogPage> } | undefined;

  constructor(
    private readonly store: LogReader,
    private readonly types: readonly string[],
  ) {}

  /** @param page if it has `types`, they are a part of those of all projections */
  async readLog({ from, limit, types = this.types }: Parameters<LogReader['readLog']>[0]): Promise<LogPage> {
    const { events, next } = await this.pageWith(from, limit);
    const wanted = new Set(types);
    return { events: events.filter(({ logIndex, type }) => logIndex >= from && wanted.has(type)), next };
  }

  private async pageWith(from: number, limit: number): Promise<LogPage> {
    for (let seen = undefined as typeof this.last; this.last !== seen && this.last !== undefined;) {
      seen = this.last;
      if (seen.from > from) break;
      const page = await seen.page;
      if (from < page.next) return page;
    }
    return this.readOn(from, limit);
  }

  private async readOn(from: number, limit: number): Promise<LogPage> {
    const last = { from, page: this.store.readLog({ from, limit, types: this.types }) };
    this.last = last;
    const forget = (): void => {
      if (this.last === last) this.last = undefined;
    };
    try {
      const page = await last.page;
      if (page.events.length > mostKept) forget();
      return page;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
