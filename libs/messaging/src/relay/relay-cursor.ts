/** Where a relay stands: the log index to read on from. A hint to start near; the topic itself says what is there. */
export interface RelayCursor {
  /** Undefined before the first move. */
  load(): Promise<number | undefined>;
  move(next: number): Promise<void>;
}

export class InMemoryRelayCursor implements RelayCursor {
  constructor(private next?: number) {}

  load(): Promise<number | undefined> {
    return Promise.resolve(this.next);
  }

  move(next: number): Promise<void> {
    this.next = next;
    return Promise.resolve();
  }
}
