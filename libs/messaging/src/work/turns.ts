import { HandlingInterrupted } from '../retry.js';

/** How many works of a group run at once; more would only queue for the connections of the store. */
export const turnsAtOnce = 16;

/** Milliseconds after which a work that still runs no longer counts, so that works that hang cannot stop all others. */
const longestTurn = 10_000;

/** Lets a bounded number of works run at once, first come, first served: no lane has more than one waiting. */
export class Turns {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce = turnsAtOnce) {}

  /** @throws HandlingInterrupted when the signal is aborted before the turn comes */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.acquire();
    const giveBack = once(() => {
      this.release();
    });
    const lent = setTimeout(giveBack, longestTurn);
    try {
      if (signal.aborted) throw new HandlingInterrupted('closing');
      return await work();
    } finally {
      clearTimeout(lent);
      giveBack();
    }
  }

  private async acquire(): Promise<void> {
    if (this.taken < this.atOnce) {
      this.taken++;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.waiting.push(() => {
      resolve(undefined);
    });
    await promise;
  }

  /** Hands the turn to the next in line, so that nobody can come between. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken--;
    else next();
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
