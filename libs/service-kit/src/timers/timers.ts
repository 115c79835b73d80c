import type { z } from 'zod';
import type { TimerDefinition } from './define-timer.js';

export interface NewTimer<Schema extends z.ZodType> {
  /** Distinguishes it from the other timers of its kind: `[releaseId]`. */
  readonly key: readonly string[];
  /** ISO 8601; in the past means at once. */
  readonly at: string;
  readonly payload: z.input<Schema>;
  /** Of timers that are due the lowest goes first; 0 when absent. */
  readonly rank?: number;
}

/** Durable timers: stored in PostgreSQL, they survive restarts and fire once. */
export interface Timers {
  /**
   * Sets, or moves, the timer with this key. Setting it again to the moment at which it has fired changes nothing.
   * @throws ServiceKitError TIMER_INVALID when the payload or the key cannot be stored
   */
  set<Schema extends z.ZodType>(timer: TimerDefinition<Schema>, each: NewTimer<Schema>): Promise<void>;
  /** Removes the timer with this key when it has not fired; otherwise nothing. */
  cancel(timer: TimerDefinition, key: readonly string[]): Promise<void>;
}

export interface TimerHandler<Payload> {
  readonly handle: (payload: Payload) => Promise<void>;
}

export interface RegisteredTimer {
  readonly definition: TimerDefinition;
  /** Gets what the schema of the definition has accepted. */
  readonly handler: TimerHandler<unknown>;
  /** Whether it waits for other systems. */
  readonly slow: boolean;
}
