import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { EventStoreError } from '../errors.js';
import type { Appended } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';
import { callAppend, type Verdict } from './append-call.js';

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: EventStoreError) => void;
}

interface Lane {
  readonly waiting: Waiting[];
  /** The main lane has none and never waits for a lock; a trail's own lane does. */
  readonly trail?: string;
}

const maximumAppends = 256;
const maximumCharacters = 4_000_000;
const maximumAttempts = 5;

/** The same call can succeed at once: two stores raced for a key, or waited for each other's locks outside this library. */
const raceCodes = new Set(['23505', '40P01', '40001']);

/** A trail's lock was not given within the function's lock_timeout. */
const lockTimeoutCode = '55P03';

/**
 * Appends that arrive while a call is under way ride together in the next one, each with its own verdict.
 * When another transaction holds a trail's lock, the appends to that trail wait for it in a lane of their own, so that they
 * hold up nothing else.
 */
export class GroupAppend {
  private readonly main: Lane = { waiting: [] };
  private readonly trailLanes = new Map<string, Lane>();
  private readonly running = new Map<Lane, Promise<void>>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly role: string,
    private readonly afterCommit: () => void,
  ) {}

  append(append: PreparedAppend): Promise<Appended> {
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    this.enter(this.trailLanes.get(append.trail) ?? this.main, { append, resolve, reject });
    return promise;
  }

  /** Until nothing is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private enter(lane: Lane, ...waiting: readonly Waiting[]): void {
    lane.waiting.push(...waiting);
    if (!this.running.has(lane)) this.running.set(lane, this.run(lane));
  }

  private async run(lane: Lane): Promise<void> {
    do {
      // Those who have just been answered get to ask again, and ride in this call instead of waiting for the next.
      await nextTurn();
      await this.send(lane, takeGroup(lane.waiting));
    } while (lane.waiting.length > 0);
    this.running.delete(lane);
    if (lane.trail !== undefined) this.trailLanes.delete(lane.trail);
  }

  private async send(lane: Lane, group: readonly Waiting[]): Promise<void> {
    const verdicts = await this.verdictsOf(group, lane.trail !== undefined);
    if (verdicts.some((verdict) => typeof verdict === 'object' && 'duplicate' in verdict && !verdict.duplicate)) {
      this.afterCommit();
    }
    for (const [index, waiting] of group.entries()) {
      const verdict = verdicts[index] ?? unavailable(new RangeError('an append got no verdict'));
      if (verdict === 'busy') this.enter(this.laneOf(waiting.append.trail), waiting);
      else if (verdict instanceof EventStoreError) waiting.reject(verdict);
      else waiting.resolve(verdict);
    }
  }

  private laneOf(trail: string): Lane {
    const lane = this.trailLanes.get(trail) ?? { waiting: [], trail };
    this.trailLanes.set(trail, lane);
    return lane;
  }

  /** An error that the whole call ran into is traced to the append that caused it by sending each on its own. */
  private async verdictsOf(group: readonly Waiting[], wait: boolean): Promise<readonly Verdict[]> {
    const appends = group.map(({ append }) => append);
    try {
      return await callAppend(this.pool, this.role, appends, wait);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code === lockTimeoutCode)
        return appends.map(() => unavailable(error));
      return Promise.all(appends.map((append) => this.verdictOf(append)));
    }
  }

  private async verdictOf(append: PreparedAppend): Promise<Verdict> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const [verdict] = await callAppend(this.pool, this.role, [append], true);
        return verdict ?? unavailable(new RangeError('the append got no verdict'));
      } catch (error) {
        const mayRetry = error instanceof pg.DatabaseError && raceCodes.has(error.code ?? '');
        if (!mayRetry || attempt === maximumAttempts) return unavailable(error);
      }
    }
  }
}

/** Takes as many as fit into one call. Two appends with one event id do not ride together: the second is to see the first. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const group: Waiting[] = [];
  const left: Waiting[] = [];
  const ids = new Set<string>();
  let characters = 0;
  for (const candidate of waiting) {
    const { events } = candidate.append;
    const size = events.reduce((sum, { envelope, payload }) => sum + envelope.length + payload.length, 0);
    const fits = group.length === 0 || (group.length < maximumAppends && characters + size <= maximumCharacters);
    if (!fits || events.some(({ id }) => ids.has(id))) {
      left.push(candidate);
      continue;
    }
    for (const { id } of events) ids.add(id);
    characters += size;
    group.push(candidate);
  }
  waiting.splice(0, waiting.length, ...left);
  return group;
}

function unavailable(cause: unknown): EventStoreError {
  return new EventStoreError('STORE_UNAVAILABLE', { operation: 'append', problem: String(cause) }, { cause });
}
