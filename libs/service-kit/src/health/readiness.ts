/** One thing that a service cannot do without. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when it is well; an error says what is not. */
  check(): Promise<unknown>;
}

/** What has to be well before a service gets requests; parts add themselves as they start. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private stopping = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on the service says that it is not ready, so that no new requests come. */
  stop(): void {
    this.stopping = true;
  }

  all(): readonly ReadinessCheck[] {
    if (!this.stopping) return this.checks;
    return [{ name: 'shutdown', check: () => Promise.reject(new Error('the service is stopping')) }];
  }
}
