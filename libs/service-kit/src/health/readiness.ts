/** A dependency that a service cannot work without. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves if it works; otherwise the error names the problem. */
  check(): Promise<unknown>;
}

/** What must work before a service gets requests; parts register themselves as they start. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];
  private stopping = false;

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** From now on, the service reports that it is not ready, so that no new requests come. */
  stop(): void {
    this.stopping = true;
  }

  all(): readonly ReadinessCheck[] {
    if (!this.stopping) return this.checks;
    return [{ name: 'shutdown', check: () => Promise.reject(new Error('the service is stopping')) }];
  }
}
