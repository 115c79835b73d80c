/** Durable timers: stored in PostgreSQL, they survive restarts and fire once. */
export interface Timers {
  /**
   * Sets, or moves, the timer with this id. Setting it again to the moment at which it has fired changes nothing.
   * @param timer.at ISO 8601; in the past means at once
   * @param timer.name which `@OnTimer` handles it
   * @param timer.rank of timers that are due the lowest goes first; 0 when absent
   */
  set(timer: { id: string; at: string; name: string; payload: unknown; rank?: number }): Promise<void>;
  /** Removes it when it has not fired; otherwise nothing. */
  cancel(id: string): Promise<void>;
}

export interface TimerHandler {
  handle(payload: unknown): Promise<unknown>;
}

export interface RegisteredTimer {
  readonly handler: TimerHandler;
  /** Whether it waits for other systems. */
  readonly slow: boolean;
}
