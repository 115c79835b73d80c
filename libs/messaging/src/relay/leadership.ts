/** The right to be the active one of several instances, as long as it lasts. */
export interface Term {
  /** Aborted when the right is lost. */
  readonly lost: AbortSignal;
  /** To be called now and then: who does nothing for long loses it. */
  progressed(): void;
  /** Hands it to the next one. */
  release(): Promise<void>;
}

/** Elects one of several instances. That two may think so for a moment is for fencing to make harmless. */
export interface Leadership {
  /** Waits for its turn; undefined when the signal is aborted first. */
  acquire(stop: AbortSignal): Promise<Term | undefined>;
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
