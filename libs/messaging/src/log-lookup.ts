import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, LoggedEvent } from '@slipway/event-store';
import { rest } from '@slipway/event-store';
import type { MessagingLog } from './log.js';
import type { Handling } from './message-bus.js';
import { HandlingInterrupted } from './retry.js';

export type LogReader = Pick<EventStore, 'readLogAt'>;

/** A query reads no more events than this. */
const mostAtOnce = 500;
const [firstDelay, longestDelay] = [100, 2000];
/** Milliseconds between heartbeats while the store does not answer; well within the session timeout. */
const heartbeatEvery = 2000;

/**
 * Reads events of the log by their index. All reads of one turn of the event loop are one query, so that the partitions
 * of one fetch are looked up together.
 */
export class LogLookup {
  private wanted = new Set<number>();
  private reading: Promise<ReadonlyMap<number, LoggedEvent>> | undefined;

  constructor(private readonly store: LogReader) {}

  /** The events in these places; where the log has none, there is none. @throws EventStoreError STORE_UNAVAILABLE */
  async read(indexes: readonly number[]): Promise<ReadonlyMap<number, LoggedEvent>> {
    for (const index of indexes) this.wanted.add(index);
    return (this.reading ??= this.readSoon());
  }

  private async readSoon(): Promise<ReadonlyMap<number, LoggedEvent>> {
    await nextTurn();
    const indexes = [...this.wanted];
    this.wanted = new Set();
    this.reading = undefined;
    const found = new Map<number, LoggedEvent>();
    for (let start = 0; start < indexes.length; start += mostAtOnce) {
      for (const event of await this.store.readLogAt(indexes.slice(start, start + mostAtOnce))) {
        found.set(event.logIndex, event);
      }
    }
    return found;
  }
}

/**
 * Tries until the store answers: while it is unavailable, no message is at fault. Keeps the partition meanwhile.
 * @throws HandlingInterrupted if the consumer closes, and the errors of the heartbeat
 */
export async function untilAnswered<T>(
  ask: () => Promise<T>,
  handling: Pick<Handling, 'heartbeat' | 'closing'>,
  log: MessagingLog,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    if (handling.closing.aborted) throw new HandlingInterrupted('closing');
    const answer = await whileAlive(ask(), handling).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in answer) return answer.value;
    log.warn({ err: answer.error, failures }, 'the log cannot be read; messages wait for it');
    await rest(Math.min(firstDelay * 2 ** failures, longestDelay), handling.closing);
    await handling.heartbeat();
  }
}

/** A store that neither answers nor refuses must not cost the partition. */
async function whileAlive<T>(answer: Promise<T>, { heartbeat }: Pick<Handling, 'heartbeat'>): Promise<T> {
  const lost = Promise.withResolvers<never>();
  const timer = setInterval(() => {
    heartbeat().catch(lost.reject);
  }, heartbeatEvery);
  try {
    return await Promise.race([answer, lost.promise]);
  } finally {
    clearInterval(timer);
  }
}
