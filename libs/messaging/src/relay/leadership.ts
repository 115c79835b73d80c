/** The right to be the active one of several instances, as long as it lasts. */
export interface Term {
  /** Aborted when the right is lost. */
  readonly lost: AbortSignal;
  /** Call it regularly: a leader that makes no progress loses the leadership. */
  progressed(): void;
  /** Hands it to the next one. */
  release(): Promise<void>;
}

/** Elects one of several instances. For a moment, two can believe that they lead: fencing makes that harmless. */
export interface Leadership {
  /**
   * Waits for its turn; undefined when the signal is aborted first.
   * @param taken is called whenever another one turns out to lead
   */
  acquire(stop: AbortSignal, taken?: () => void): Promise<Term | undefined>;
}

/** For a bus and a store that live in this process: there are no others. */
export class SoleLeadership implements Leadership {
  acquire(): Promise<Term> {
    const nothing = () => undefined;
    return Promise.resolve({
      lost: new AbortController().signal,
      progressed: nothing,
      release: () => Promise.resolve(),
    });
  }
}
