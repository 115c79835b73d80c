import type { ServiceName, Topic } from '@slipway/contracts';
import { rest, WakeUp, type EventStore, type LoggedEvent } from '@slipway/event-store';
import type { MessagingLog, MessagingObserver } from '../log.js';
import type { ExclusivePublisher, MessageBus } from '../message-bus.js';
import { inBatches } from './batches.js';
import { LazyCursor } from './lazy-cursor.js';
import type { Leadership, Term } from './leadership.js';
import type { RelayCursor } from './relay-cursor.js';

export interface RelaySettings {
  readonly service: ServiceName;
  readonly topic: Topic;
  /** The events that belong on the topic: `typesOn(topic, eventCatalog)`. */
  readonly types: readonly string[];
  readonly store: Pick<EventStore, 'readLog' | 'onLogGrowth'>;
  readonly bus: Pick<MessageBus, 'takeOver'>;
  readonly cursor: RelayCursor;
  readonly leadership: Leadership;
  readonly log: MessagingLog;
  readonly observer?: MessagingObserver;
}

export type RelayStatus = 'waiting for its turn' | 'taking over' | 'publishing' | 'failing' | 'closed';

const pageSize = 500;
const firstDelay = 100;
const longestDelay = 5000;

/**
 * Puts every event of the log that belongs on the topic there, once, in log order. Of several instances one is active.
 * Whatever goes wrong ends its term: the next one fences it, looks at what the topic holds, and goes on from there.
 */
export class Relay {
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  status: RelayStatus = 'waiting for its turn';

  constructor(private readonly settings: RelaySettings) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch at hand, stores the cursor, gives the leadership up. Safe to call twice. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    this.status = 'closed';
  }

  private async run(): Promise<void> {
    const { leadership, log, observer, service, topic } = this.settings;
    while (!this.closing.signal.aborted) {
      let term: Term | undefined;
      try {
        this.status = this.failures > 0 ? 'failing' : 'waiting for its turn';
        term = await leadership.acquire(this.closing.signal);
        if (term !== undefined) await this.serve(term);
      } catch (error) {
        this.failures++;
        this.status = 'failing';
        observer?.relayFailed?.({ service });
        log.error({ err: error, service, topic, failures: this.failures }, 'the relay failed, it takes over anew');
      } finally {
        await term?.release();
      }
      if (this.failures > 0) {
        await rest(Math.min(firstDelay * 2 ** (this.failures - 1), longestDelay), this.closing.signal);
      }
    }
  }

  private async serve(term: Term): Promise<void> {
    const { bus, topic, service, store, cursor, log } = this.settings;
    if (this.failures === 0) this.status = 'taking over';
    const publisher = await bus.takeOver(`slipway-relay-${service}`, topic);
    const place = new LazyCursor(cursor, log);
    const ended = AbortSignal.any([this.closing.signal, term.lost]);
    const growth = new WakeUp();
    const unsubscribe = store.onLogGrowth(() => growth.raise());
    try {
      let next = await this.startOf(publisher);
      log.debug({ service, topic, next }, 'the relay has taken over');
      while (!ended.aborted) {
        const reached = await this.publishPage(next, publisher, place, ended);
        this.status = 'publishing';
        this.failures = 0;
        if (reached === next) await growth.wait(ended);
        next = reached;
      }
    } finally {
      unsubscribe();
      await place.flush();
      await publisher.close();
    }
  }

  /**
   * Behind the stored cursor and behind everything that the topic holds. An entry of the topic counts only when the
   * log has that very event in that place, so that no foreign message can make the relay pass events over.
   */
  private async startOf({ tail }: ExclusivePublisher): Promise<number> {
    const { cursor, store } = this.settings;
    const stored = (await cursor.load()) ?? 0;
    for (const { logIndex, eventId } of tail) {
      if (logIndex < stored) break;
      const { events } = await store.readLog({ from: logIndex, limit: 1 });
      if (events[0]?.logIndex === logIndex && events[0].id === eventId) return logIndex + 1;
    }
    return stored;
  }

  /** One page of the log; the cursor moves behind each batch when it is acknowledged. Answers where to read on. */
  private async publishPage(
    from: number,
    publisher: ExclusivePublisher,
    place: LazyCursor,
    ended: AbortSignal,
  ): Promise<number> {
    const { store, types, service } = this.settings;
    const page = await store.readLog({ from, limit: pageSize, types });
    for (const { messages, last } of inBatches(service, page.events)) {
      if (ended.aborted) return from;
      await publisher.publish(messages);
      place.moveTo(last.logIndex + 1);
      this.observe(messages.length, last);
    }
    place.passedTo(page.next);
    return page.next;
  }

  private observe(events: number, last: LoggedEvent): void {
    const lagSeconds = Math.max(0, (Date.now() - Date.parse(last.recordedAt)) / 1000);
    this.settings.observer?.relayed?.({ service: this.settings.service, events, lagSeconds });
  }
}
