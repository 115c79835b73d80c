import { rest } from '@slipway/event-store';
import type { MessagingLog } from '../log.js';
import type { Handling, Work } from '../message-bus.js';
import { HandlingInterrupted } from '../retry.js';
import { ReadAhead, type GroupWeight } from './read-ahead.js';
import type { Turns } from './turns.js';
import { Watermark } from './watermark.js';

/** Milliseconds before a work that threw is tried again; doubles each time, up to the second. */
const [firstDelay, longestDelay] = [50, 5000];

export interface PartitionWorkSettings {
  /** For the log. */
  readonly place: Readonly<Record<string, unknown>>;
  readonly turns: Turns;
  readonly weight: GroupWeight;
  readonly closing: AbortSignal;
  readonly log: MessagingLog;
  /** Called when a work is done: there may be more to commit, and space to read on. */
  readonly onProgress: () => void;
}

/** From one rebalance to the next. */
interface Term {
  readonly watermark: Watermark;
  readonly lost: AbortController;
  readonly handling: Handling;
}

interface Queued {
  readonly work: Work;
  readonly offset: string;
  readonly term: Term;
}

/**
 * The work under way of one partition: works of one lane in order, lanes in parallel. Work that fails or waits blocks
 * only its lane. Lanes outlast a rebalance, so that a redelivered message waits for the work on it that is under way.
 */
export class PartitionWork {
  private readonly lanes = new Map<string, Queued[]>();
  private readonly running = new Set<Promise<void>>();
  private readonly readAhead: ReadAhead;
  private term: Term;

  constructor(private readonly settings: PartitionWorkSettings) {
    this.readAhead = new ReadAhead(settings.weight);
    this.term = this.newTerm();
  }

  /** A message, and what there is to do about it; in the order of the partition. */
  add(offset: string, works: readonly Work[]): void {
    const { term } = this;
    term.watermark.begin(offset, works.length);
    for (const work of works) {
      this.readAhead.add(work.weight);
      this.enqueue({ work, offset, term });
    }
  }

  /** Everything up to this offset has been added, or asks for nothing. */
  reached(offset: string): void {
    this.term.watermark.reached(offset);
  }

  /** The offset to commit. */
  get position(): string | undefined {
    return this.term.watermark.position;
  }

  /** Lanes that have something to do. */
  get busyLanes(): number {
    return this.lanes.size;
  }

  get isFull(): boolean {
    return this.readAhead.isFull;
  }

  get hasSpace(): boolean {
    return this.readAhead.hasSpace;
  }

  get room(): number {
    return this.readAhead.room;
  }

  /** Begins nothing more, and ends what waits. */
  stop(): void {
    this.term.lost.abort();
    for (const lane of this.lanes.values()) lane.length = 0;
  }

  /** The partition is reassigned, or will be read again from the committed offset. */
  forget(): void {
    this.stop();
    this.readAhead.clear();
    this.term = this.newTerm();
  }

  /** Resolves when nothing runs any more; after `forget`, or when closing. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private newTerm(): Term {
    const lost = new AbortController();
    const closing = AbortSignal.any([this.settings.closing, lost.signal]);
    const handling: Handling = {
      // The fetch loop keeps the partition: it never waits for a work.
      heartbeat: () => Promise.resolve(),
      closing,
      turn: (work) => this.settings.turns.take(work, closing),
    };
    return { watermark: new Watermark(), lost, handling };
  }

  private enqueue(queued: Queued): void {
    const { lane: name } = queued.work;
    const lane = this.lanes.get(name);
    if (lane !== undefined) {
      lane.push(queued);
      return;
    }
    const begun = [queued];
    this.lanes.set(name, begun);
    const run = this.workOff(name, begun).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async workOff(name: string, lane: Queued[]): Promise<void> {
    for (let next = lane.shift(); next !== undefined; next = lane.shift()) await this.finish(next);
    // In the same turn of the event loop as the check, so that nothing is added in between.
    this.lanes.delete(name);
  }

  /** Until it is done, or no longer ours to do. */
  private async finish({ work, offset, term }: Queued): Promise<void> {
    const { closing } = term.handling;
    for (let failures = 0; !closing.aborted; failures++) {
      try {
        await work.run(term.handling);
        term.watermark.done(offset);
        if (term === this.term) this.readAhead.remove(work.weight);
        this.settings.onProgress();
        return;
      } catch (error) {
        if (error instanceof HandlingInterrupted) return;
        this.settings.log.warn(
          { ...this.settings.place, offset, err: error },
          'a message is not done; it is redelivered',
        );
        await rest(Math.min(firstDelay * 2 ** failures, longestDelay), closing);
      }
    }
  }
}
