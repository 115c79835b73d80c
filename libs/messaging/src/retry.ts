import { setTimeout as delay } from 'node:timers/promises';
import { InvalidFact } from '@slipway/contracts';
import { CodedError } from '@slipway/decider';
import { databaseFault } from '@slipway/event-store';
import type { Handling } from './message-bus.js';

/** How often a handler that throws is called again. */
export interface RetryPolicy {
  /** Calls in all, before the message is set aside. */
  readonly attempts: number;
  /** Milliseconds before the second call; doubles each time. */
  readonly firstDelay: number;
  /** Milliseconds that a delay never exceeds. */
  readonly longestDelay: number;
}

/** About eleven seconds in total: a poisoned message blocks its partition no longer. */
export const defaultRetry: RetryPolicy = { attempts: 8, firstDelay: 100, longestDelay: 5000 };

/** The consumer is closing, or the partition is reassigned: the message stays for the next consumer. */
export class HandlingInterrupted extends Error {}

/** Longest time between two heartbeats, in milliseconds; well within the session timeout. */
const heartbeatEvery = 2000;

export interface Attempts {
  readonly policy: RetryPolicy;
  readonly handling: Handling;
  /** Rejects while the service's own store is out of reach. */
  readonly askStore: () => Promise<unknown>;
  /** Before each wait. */
  readonly onRetry: (error: unknown, attempt: number) => void;
}

export type Attempted<T> = { readonly done: T } | { readonly givenUp: unknown };

/**
 * Retries the work until it succeeds, the attempts are used up, or no attempt can help; keeps the partition meanwhile.
 * While the store of the service is unavailable, it retries without end: no message is at fault then, and the next ones
 * would fail too. It asks the store at each failure: the error of a handler is often not an error of the store, and a
 * webhook that refuses its connection looks the same as PostgreSQL that does.
 * @throws HandlingInterrupted if the consumer closes, and the errors of the heartbeat; never the errors of the work
 */
export async function withRetry<T>(
  work: () => Promise<T>,
  { policy, handling, askStore, onRetry }: Attempts,
): Promise<Attempted<T>> {
  for (let attempt = 1, failures = 0; ; attempt++) {
    try {
      return { done: await keepingAlive(handling, work) };
    } catch (error) {
      if (error instanceof HandlingInterrupted) throw error;
      if (isHopeless(error)) return { givenUp: error };
      const counts = !isOutage(error) && (await keepingAlive(handling, () => answers(askStore)));
      if (counts && ++failures >= policy.attempts) return { givenUp: error };
      onRetry(error, attempt);
    }
    await pause(Math.min(policy.firstDelay * 2 ** (attempt - 1), policy.longestDelay), handling);
  }
}

async function answers(askStore: () => Promise<unknown>): Promise<boolean> {
  try {
    await askStore();
    return true;
  } catch {
    // The reason is in the log of the store and in the error of the handler.
    return false;
  }
}

async function keepingAlive<T>(handling: Handling, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    // A failed heartbeat here changes nothing about the work under way: the one that follows it fails again, and counts.
    handling.heartbeat().catch(() => undefined);
  }, heartbeatEvery);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function pause(milliseconds: number, handling: Handling): Promise<void> {
  for (let left = milliseconds; left > 0; left -= heartbeatEvery) {
    const { closing } = handling;
    if (closing.aborted) throw new HandlingInterrupted();
    await delay(Math.min(left, heartbeatEvery), undefined, { signal: closing }).catch((error: unknown) => {
      throw closing.aborted ? new HandlingInterrupted('closing', { cause: error }) : error;
    });
    await handling.heartbeat();
  }
}

/** The message can never be recorded, however often it is retried; the ones behind it need not wait. */
const hopeless: ReadonlySet<unknown> = new Set([
  'INVALID_EVENT',
  'EVENT_INVALID',
  'EVENT_UNDECLARED',
  'INVALID_EVIDENCE',
  'DATA_REFUSED',
  'TIMER_INVALID',
]);

/** Whether no retry can help: the input of the work can never be stored. */
export const isHopeless = (error: unknown): boolean =>
  error instanceof InvalidFact ||
  (error instanceof CodedError && hopeless.has(error.code)) ||
  databaseFault(error) === 'data';

/** Whether an error, or one of its causes, is that the store of the service was unavailable. */
function isOutage(error: unknown, depth = 0): boolean {
  if (databaseFault(error) === 'outage') return true;
  if (!(error instanceof Error) || depth > 5) return false;
  return (error instanceof CodedError && error.code === 'STORE_UNAVAILABLE') || isOutage(error.cause, depth + 1);
}
