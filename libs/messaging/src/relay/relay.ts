import type { ServiceName, Topic } from '@slipway/contracts';
import { envelopeDefect, rest, type EventStore, type LoggedEvent } from '@slipway/event-store';
import { MessagingError } from '../errors.js';
import type { MessagingLog, MessagingObserver } from '../log.js';
import type { ExclusivePublisher, MessageBus } from '../message-bus.js';
import { inBatches } from './batches.js';
import { LazyCursor } from './lazy-cursor.js';
import type { Leadership, Term } from './leadership.js';
import { LogAhead } from './log-ahead.js';
import type { RelayCursor } from './relay-cursor.js';

export interface RelaySettings {
  readonly service: ServiceName;
  readonly topic: Topic;
  /** The events that belong on the topic: `typesOn(topic, eventCatalog)`. */
  readonly types: readonly string[];
  readonly store: Pick<EventStore, 'readLog' | 'logSize' | 'onLogGrowth'>;
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
 * Publishes every event of the log that belongs on the topic, once, in log order. Of several instances, one is active.
 * Any error ends its term: the next one fences it, reads the end of the topic, and continues from there.
 */
export class Relay {
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  status: RelayStatus = 'waiting for its turn';
  /** The log index that it reads next, while it is this one's turn to publish. */
  position: number | undefined;

  constructor(private readonly settings: RelaySettings) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the current batch, stores the cursor, and releases the leadership. Safe to call twice. */
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
        term = await leadership.acquire(this.closing.signal, () => this.letAnotherLead());
        if (term !== undefined) await this.serve(term);
      } catch (error) {
        if (isSuperseded(error, term)) {
          log.warn({ err: error, service, topic }, 'another instance has taken the relay over');
        } else {
          this.failures++;
          this.status = 'failing';
          observer?.relayFailed?.({ service });
          log.error({ err: error, service, topic, failures: this.failures }, 'the relay failed and takes over again');
        }
      } finally {
        this.position = undefined;
        await term?.release();
      }
      const delay = firstDelay * 2 ** Math.max(0, this.failures - 1);
      await rest(Math.min(delay, longestDelay), this.closing.signal);
    }
  }

  /** Another instance continues the failed work. */
  private letAnotherLead(): void {
    this.status = 'waiting for its turn';
    this.failures = 0;
  }

  private async serve(term: Term): Promise<void> {
    const { bus, topic, service, store, types, cursor, log } = this.settings;
    if (this.failures === 0) this.status = 'taking over';
    const publisher = await bus.takeOver(`slipway-relay-${service}`, topic);
    const place = new LazyCursor(cursor, log);
    const ended = AbortSignal.any([this.closing.signal, term.lost]);
    const ahead = new LogAhead((waitingAt) => {
      this.position = waitingAt;
      place.passedTo(waitingAt);
      term.progressed();
    });
    const unsubscribe = store.onLogGrowth((logSize, matching) => {
      ahead.grown(logSize, matching);
    }, types);
    try {
      let next = await this.startOf(publisher);
      log.debug({ service, topic, next }, 'the relay has taken over');
      this.position = next;
      while (!ended.aborted) {
        const reached = await this.publishPage(next, publisher, place, ended);
        this.status = 'publishing';
        this.failures = 0;
        this.position = reached;
        term.progressed();
        next = await ahead.after({ from: next, next: reached }, ended);
      }
    } finally {
      unsubscribe();
      await place.flush();
      await publisher.close();
    }
  }

  /**
   * The position behind the stored cursor and behind everything that the topic holds. An entry of the topic counts only
   * if the log has that event in that place, so that no foreign message can make the relay skip events; a cursor counts
   * only if it is within the log.
   */
  private async startOf({ tail }: ExclusivePublisher): Promise<number> {
    const { store } = this.settings;
    const stored = await this.storedCursor();
    for (const { logIndex, eventId } of tail) {
      if (logIndex < stored) break;
      const { events } = await store.readLog({ from: logIndex, limit: 1 });
      if (events[0]?.logIndex === logIndex && events[0].id === eventId) return logIndex + 1;
    }
    return stored;
  }

  private async storedCursor(): Promise<number> {
    const { cursor, store, log, service } = this.settings;
    const stored = (await cursor.load()) ?? 0;
    const logSize = await store.logSize();
    if (stored <= logSize) return stored;
    log.error(
      { service, stored, logSize },
      'the cursor is beyond the end of the log: the topic itself says where to go on',
    );
    return 0;
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
    for (const { messages, last } of inBatches(
      service,
      page.events.filter((event) => this.isReadable(event)),
    )) {
      if (ended.aborted) return from;
      await publisher.publish(messages);
      place.moveTo(last.logIndex + 1);
      this.observe(messages.length, last);
    }
    place.passedTo(page.next);
    return page.next;
  }

  /** An event that no consumer could read blocks nothing behind it: it stays in the log, and verification names it. */
  private isReadable(event: LoggedEvent): boolean {
    const { log, observer, service } = this.settings;
    const problem = envelopeDefect(event);
    if (problem === undefined) return true;
    observer?.unreadable?.({ service });
    log.error({ service, problem, id: event.id, logIndex: event.logIndex }, 'an event cannot be read or published');
    return false;
  }

  private observe(events: number, last: LoggedEvent): void {
    const lagSeconds = Math.max(0, (Date.now() - Date.parse(last.recordedAt)) / 1000);
    this.settings.observer?.relayed?.({ service: this.settings.service, events, lagSeconds });
  }
}

/** Whether it failed because another instance leads, which is not an error. */
function isSuperseded(error: unknown, term: Term | undefined): boolean {
  return term?.lost.aborted === true || (error instanceof MessagingError && error.code === 'PUBLISHER_FENCED');
}
