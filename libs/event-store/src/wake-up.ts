/** A condition that is not lost when it is raised while nobody waits. */
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
