import { setImmediate as nextTurn } from 'node:timers/promises';
import { rest } from './rest.js';

/** A signal that is not lost if it is raised while nobody waits. */
export class WakeUp {
  private raised = false;
  private release: (() => void) | undefined;

  raise(): void {
    this.raised = true;
    this.release?.();
  }

  /** Until it is raised or the signal aborts, and no longer than that many milliseconds where a number is given. */
  async wait(signal: AbortSignal, milliseconds?: number): Promise<void> {
    if (!this.raised && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const release = () => {
        resolve(undefined);
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(release, milliseconds);
      this.release = release;
      signal.addEventListener('abort', release, { once: true });
      await promise;
      signal.removeEventListener('abort', release);
      clearTimeout(timer);
      this.release = undefined;
    }
    this.raised = false;
  }
}

/** Milliseconds between two checks. */
export interface Pauses {
  /** After a look that found something. */
  readonly shortest: number;
  /** After many that did not. */
  readonly longest: number;
}

/**
 * Throttles checks that untrusted clients can trigger at any rate: the first check runs immediately, and while checks
 * find nothing, the pauses between them double. Each wait takes a turn of the event loop.
 */
export class PacedWakeUp {
  private readonly wakeUp = new WakeUp();
  private pause: number;
  private lookedAt = -Infinity;

  constructor(private readonly pauses: Pauses) {
    this.pause = pauses.shortest;
  }

  raise(): void {
    this.wakeUp.raise();
  }

  /** A look is done; whether it found something. */
  looked(found: boolean): void {
    this.pause = found ? this.pauses.shortest : Math.min(this.pause * 2, this.pauses.longest);
    this.lookedAt = performance.now();
  }

  /** Until the next look is due: when it is asked for, at the latest after so many milliseconds, or when the signal aborts. */
  async wait(signal: AbortSignal, milliseconds: number): Promise<void> {
    await this.wakeUp.wait(signal, milliseconds);
    const left = this.lookedAt + this.pause - performance.now();
    await (left > 0 ? rest(left, signal) : nextTurn());
  }
}
