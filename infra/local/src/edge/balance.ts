/** One instance behind the edge. */
export interface Target {
  /** http://127.0.0.1:8101 */
  readonly url: string;
  /** Answers 2xx while the instance can take requests; asked where there are several instances. */
  readonly ready?: string;
  /** Where it serves health and metrics, when that is not `url`. */
  readonly healthUrl?: string;
}

/** Interval and timeout of the readiness checks in milliseconds: a frozen instance is not ready. */
const lookEvery = 1000;
const lookFor = 1000;

/** Distributes requests among the ready instances of one service, in turn. */
export class Balance {
  private readonly away = new Set<Target>();
  private readonly timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(private readonly targets: readonly Target[]) {
    // A single instance gets every request, ready or not: its own response is more informative than one of the edge.
    if (targets.length > 1) this.timer = setInterval(() => void this.look(), lookEvery);
  }

  /** The next ready instance, or the next of all if none is ready. Undefined if there are no instances. */
  next(): Target | undefined {
    const ready = this.targets.filter((target) => !this.away.has(target));
    const candidates = ready.length > 0 ? ready : this.targets;
    this.turn = (this.turn + 1) % Math.max(candidates.length, 1);
    return candidates[this.turn];
  }

  /** Marks an instance that refused a connection: it gets no request until it is ready again. */
  refused(target: Target): void {
    if (this.targets.length > 1) this.away.add(target);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    await Promise.all(
      this.targets.map(async (target) => {
        if (await isReady(target)) this.away.delete(target);
        else this.away.add(target);
      }),
    );
  }
}

async function isReady({ url, ready = url }: Target): Promise<boolean> {
  try {
    const answer = await fetch(ready, { signal: AbortSignal.timeout(lookFor) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // No response in time counts as not ready.
    return false;
  }
}
