/** The log index from which a relay reads on. It is only a hint: the topic itself shows what is published. */
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
