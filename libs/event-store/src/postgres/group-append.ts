import { setImmediate as nextTurn } from 'node:timers/promises';
import { partition } from 'es-toolkit';
import pg from 'pg';
import { databaseFault, sqlStateOf } from '../database-fault.js';
import { EventStoreError, storeError } from '../errors.js';
import type { Appended } from '../event-store.js';
import type { PreparedAppend } from '../prepare-append.js';
import { callAppend, type Verdict } from './append-call.js';

interface Waiting {
  readonly append: PreparedAppend;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: EventStoreError) => void;
}

interface Lane {
  waiting: Waiting[];
  /** The main lane has none and never waits for a lock; a trail's own lane does. */
  readonly trail?: string;
  /** Calls under way, how many appends they hold, and how many calls there may be. */
  calls: number;
  appendsUnderWay: number;
  readonly trailsUnderWay: Set<string>;
  readonly maximumCalls: number;
}

const maximumAppends = 256;
/** A group of this size or less is not split between two calls. */
const smallGroup = 16;
const maximumCharacters = 4_000_000;
const maximumAttempts = 5;

/** A trail's lock was not given within the function's lock_timeout. */
const lockTimeoutCode = '55P03';

/**
 * Appends that arrive during a call are grouped into the next one, each with its own verdict. Two calls can be
 * under way at once, for different trails, so that neither this process nor the database waits for the other.
 * When another transaction holds a trail's lock, the appends to that trail wait for it in a lane of their own, so that they
 * block nothing else.
 */
export class GroupAppend {
  private readonly main: Lane = {
    waiting: [],
    trailsUnderWay: new Set(),
    calls: 0,
    appendsUnderWay: 0,
    maximumCalls: 2,
  };
  private readonly trailLanes = new Map<string, Lane>();
  private readonly running = new Set<Promise<void>>();

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
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private enter(lane: Lane, ...waiting: readonly Waiting[]): void {
    lane.waiting.push(...waiting);
    if (lane.calls === lane.maximumCalls) return;
    const run = this.run(lane).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(lane: Lane): Promise<void> {
    lane.calls += 1;
    // Lets callers that just got a response append again, so that they join this call instead of the next.
    if (lane.calls > 1) await nextTurn();
    for (let group = takeGroup(lane); group.length > 0; group = takeGroup(lane)) {
      for (const { append } of group) lane.trailsUnderWay.add(append.trail);
      lane.appendsUnderWay += group.length;
      await this.send(lane, group);
      lane.appendsUnderWay -= group.length;
      for (const { append } of group) lane.trailsUnderWay.delete(append.trail);
      await nextTurn();
    }
    lane.calls -= 1;
    if (lane.trail !== undefined) this.trailLanes.delete(lane.trail);
  }

  private async send(lane: Lane, group: readonly Waiting[]): Promise<void> {
    const verdicts = await this.verdictsOf(group, lane.trail !== undefined);
    if (verdicts.some((verdict) => typeof verdict === 'object' && 'duplicate' in verdict && !verdict.duplicate)) {
      this.afterCommit();
    }
    const busy: Waiting[] = [];
    for (const [index, waiting] of group.entries()) {
      const verdict = verdicts[index] ?? storeError('append', new RangeError('an append got no verdict'));
      if (verdict === 'busy') busy.push(waiting);
      else if (verdict instanceof EventStoreError) waiting.reject(verdict);
      else waiting.resolve(verdict);
    }
    for (const [trail, waiting] of Map.groupBy(busy, ({ append }) => append.trail)) this.detour(trail, waiting);
  }

  /** Into the trail's own lane, and behind them what waits for the trail in the main lane. */
  private detour(trail: string, busy: readonly Waiting[]): void {
    const known = this.trailLanes.get(trail);
    const lane = known ?? {
      waiting: [],
      trail,
      trailsUnderWay: new Set<string>(),
      calls: 0,
      appendsUnderWay: 0,
      maximumCalls: 1,
    };
    this.trailLanes.set(trail, lane);
    const [following, staying] = partition(this.main.waiting, ({ append }) => append.trail === trail);
    this.main.waiting = staying;
    this.enter(lane, ...busy, ...following);
  }

  /** An error that the whole call ran into is traced to the append that caused it by sending each on its own. */
  private async verdictsOf(group: readonly Waiting[], wait: boolean): Promise<readonly Verdict[]> {
    const appends = group.map(({ append }) => append);
    try {
      return await callAppend(this.pool, this.role, appends, wait);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || sqlStateOf(error) === lockTimeoutCode)
        return appends.map(() => storeError('append', error));
      return Promise.all(appends.map((append) => this.verdictOf(append)));
    }
  }

  private async verdictOf(append: PreparedAppend): Promise<Verdict> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const [verdict] = await callAppend(this.pool, this.role, [append], true);
        return verdict ?? storeError('append', new RangeError('the append got no verdict'));
      } catch (error) {
        // Two stores raced for a key, or waited for each other's locks outside this library.
        const mayRetry = databaseFault(error) === 'race';
        if (!mayRetry || attempt === maximumAttempts) return storeError('append', error);
      }
    }
  }
}

/**
 * Takes this call's share of what waits, so that one call is in the database while the other's answers are given.
 * Appends to one trail stay together, as the other call could not take them; what goes to a trail that the other call is at
 * stays until that call's run takes it. Two appends with one event id do not ride together: the second is to see the first.
 */
function takeGroup(lane: Lane): Waiting[] {
  const share = Math.ceil((lane.appendsUnderWay + lane.waiting.length) / lane.maximumCalls);
  const target = Math.max(smallGroup, share);
  const [ids, trails] = [new Set<string>(), new Set<string>()];
  let [appends, characters] = [0, 0];
  const [group, left] = partition(lane.waiting, ({ append: { events, trail } }) => {
    const size = events.reduce((sum, { envelope, payload }) => sum + envelope.length + payload.length, 0);
    const full = appends >= maximumAppends || (appends > 0 && characters + size > maximumCharacters);
    const mine = trails.has(trail) || (appends < target && !lane.trailsUnderWay.has(trail));
    if (full || !mine || events.some(({ id }) => ids.has(id))) return false;
    for (const { id } of events) ids.add(id);
    trails.add(trail);
    appends += 1;
    characters += size;
    return true;
  });
  lane.waiting = left;
  return group;
}
