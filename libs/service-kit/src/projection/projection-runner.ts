import { textOf } from '@slipway/contracts';
import { Logger } from '@nestjs/common';
import {
  databaseFault,
  rest,
  sqlStateOf,
  WakeUp,
  type EventStore,
  type LogPage,
  type LoggedEvent,
} from '@slipway/event-store';
import type { DataSource, EntityManager } from 'typeorm';
import { forgetGivenUp, recordGivenUp } from '../database/given-up.js';
import { ProjectionCursor } from '../database/kit-tables.js';
import { ServiceKitError } from '../service-kit-error.js';
import type { Projection } from './projection.js';
import { rowsOf } from './rows.js';

const pageSize = 500;
/** Pages without a matching event move the stored cursor only this often: such a projection writes almost nothing. */
const unstoredLimit = 5000;
const retryMs = { first: 250, longest: 15_000 };

export interface ProjectionStatus {
  readonly name: string;
  readonly nextIndex: number;
  /** What stops it, while something does. */
  readonly failure?: string;
}

/**
 * Folds the log into the rows of one projection. Any number of instances can run: the row lock of the cursor lets one
 * at a time through; the next one finds the cursor moved and folds nothing twice.
 */
export class ProjectionRunner {
  private readonly log: Logger;
  private nextIndex = 0;
  private storedIndex = 0;
  private logSize = 0;
  private running: Promise<void> | undefined;
  private retryAfter = retryMs.first;
  private failure: string | undefined;
  /** The next page failed: which event it was shows when each is checked and folded on its own. */
  private careful = false;
  private readonly growth = new WakeUp();
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly projection: Projection,
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    /** What it follows the log by. */
    private readonly followed: Pick<EventStore, 'readLog'> = store,
  ) {
    this.log = new Logger(`projection ${projection.name}`);
  }

  get status(): ProjectionStatus {
    const { nextIndex, failure } = this;
    return { name: this.projection.name, nextIndex, ...(failure === undefined ? {} : { failure }) };
  }

  /** Takes up where the stored cursor is. */
  async start(): Promise<void> {
    await this.takeUp();
    this.logSize = await this.store.logSize();
    this.running ??= this.follow();
  }

  private async takeUp(): Promise<void> {
    const stored = await this.dataSource.transaction((manager) => lockCursor(manager, this.projection.name));
    this.moveTo(stored);
    this.storedIndex = stored;
  }

  /** The log has this many events now. */
  grown(logSize: number): void {
    this.logSize = logSize;
    this.growth.raise();
  }

  /** Resolves when this log index is in the rows. */
  async covered(logIndex: number, signal: AbortSignal): Promise<void> {
    while (this.nextIndex <= logIndex) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.nextIndex > this.storedIndex) await this.fold({ events: [], next: this.nextIndex });
  }

  /** Empties the rows and replays the log, in one transaction: readers see the old rows until it is done. */
  async rebuild(): Promise<number> {
    return this.rebuilt().catch(() => {
      this.careful = true;
      return this.rebuilt();
    });
  }

  private async rebuilt(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await lockCursor(manager, this.projection.name);
      await forgetGivenUp((text, values) => manager.query(text, values), 'projection', this.projection.name);
      // Asked only now: while the lock was waited for, a running instance may have folded more, and remembers how far it came.
      const logSize = await this.store.logSize();
      for (const entity of this.projection.entities) await manager.createQueryBuilder().delete().from(entity).execute();
      let from = 0;
      while (from < logSize) {
        const read = await this.read(from, this.store);
        if (read.next === from) break;
        await this.apply(manager, read);
        from = read.next;
      }
      await manager.update(ProjectionCursor, { name: this.projection.name }, { nextIndex: from });
      return logSize;
    });
  }

  /** Catches up, waits until the log has grown, and so on. Requests that it could not serve, or that failed, wait too. */
  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.catchUp(signal);
        this.failure = undefined;
        this.retryAfter = retryMs.first;
        await this.growth.wait(signal);
      } catch (error) {
        await this.failed(error, signal);
      }
    }
  }

  private async catchUp(signal: AbortSignal): Promise<void> {
    if (this.nextIndex > this.logSize) await this.demandWithinTheLog();
    while (!signal.aborted && this.nextIndex < this.logSize) {
      const read = await this.read(this.nextIndex, this.followed);
      if (read.next === this.nextIndex) return;
      if (read.events.length > 0 || read.next - this.storedIndex >= unstoredLimit) await this.fold(read);
      else this.moveTo(read.next);
    }
  }

  /** The position was read from a table, and the size of the log is a moment old. */
  private async demandWithinTheLog(): Promise<void> {
    this.logSize = await this.store.logSize();
    if (this.nextIndex > this.logSize) await this.takeUp();
    const { nextIndex, logSize } = this;
    if (nextIndex <= logSize) return;
    const { name } = this.projection;
    const fix = 'the cursor is that of another log: rebuild the projection';
    throw new ServiceKitError('PROJECTION_AHEAD', { name, nextIndex, logSize, fix });
  }

  /** A projection skips no event that its rows can store: it stays where it is, reports it, and retries. */
  private async failed(error: unknown, signal: AbortSignal): Promise<void> {
    this.careful = true;
    this.failure = textOf(error);
    this.log.error({ err: error, nextIndex: this.nextIndex, retryAfterMs: this.retryAfter });
    await rest(this.retryAfter, signal);
    this.retryAfter = Math.min(this.retryAfter * 2, retryMs.longest);
  }

  private read(from: number, log: Pick<EventStore, 'readLog'>): Promise<LogPage> {
    return log.readLog({ from, limit: pageSize, types: this.projection.types });
  }

  private async fold(read: LogPage): Promise<void> {
    const reached = await this.dataSource.transaction(async (manager) => {
      const stored = await lockCursor(manager, this.projection.name);
      // Behind what was stored: the cursor was moved back, with the rows, and the events between are folded again.
      if (stored >= read.next || stored < this.storedIndex) return stored;
      const unseen = read.events.filter(({ logIndex }) => logIndex >= stored);
      await this.apply(manager, { events: unseen, next: read.next });
      await manager.update(ProjectionCursor, { name: this.projection.name }, { nextIndex: read.next });
      return read.next;
    });
    this.careful = false;
    this.storedIndex = reached;
    this.moveTo(reached);
  }

  private async apply(manager: EntityManager, { events }: LogPage): Promise<void> {
    const rows = rowsOf(manager, this.projection.row);
    for (const event of events) {
      if (this.careful) await this.applyAlone(manager, event);
      else await this.projection.apply(rows, event);
    }
  }

  /**
   * An event that the rows can never store blocks nothing behind it: it goes to the work that was given up, and the
   * rows have nothing of it.
   */
  private async applyAlone(manager: EntityManager, event: LoggedEvent): Promise<void> {
    const unreadable = readingProblem(event, this.projection);
    if (unreadable !== undefined) return this.passOver(manager, event, unreadable);
    try {
      await manager.transaction((savepoint) => this.projection.apply(rowsOf(savepoint, this.projection.row), event));
    } catch (error) {
      if (!isUnkeepable(error)) throw error;
      await this.passOver(manager, event, error);
    }
  }

  private async passOver(manager: EntityManager, event: LoggedEvent, error: unknown): Promise<void> {
    const { id, type, logIndex, trail } = event;
    this.log.error({ err: error, id, type, logIndex, detail: 'its rows cannot store the event: it was skipped' });
    const work = { name: this.projection.name, id: String(logIndex), error, content: { id, type, trail } };
    await recordGivenUp((text, values) => manager.query(text, values), { kind: 'projection', ...work });
  }

  private moveTo(index: number): void {
    this.nextIndex = index;
    for (const wake of this.waiting) wake();
  }
}

/** Under the cursor's lock there is no race for a key: the same fold takes it again each time. */
const isUnkeepable = (error: unknown): boolean =>
  databaseFault(error) === 'data' || sqlStateOf(error)?.startsWith('23') === true;

/** An append refuses an event that does not match its schema; this handles one that is there all the same. */
function readingProblem({ type, data }: LoggedEvent, { definitions }: Projection): unknown {
  try {
    return definitions.get(type)?.data.safeParse(data).error;
  } catch (error) {
    // A refinement can throw on unexpected data.
    return error;
  }
}

/**
 * Creates the cursor if there is none yet; several instances can do this at once, and none resets a cursor that another
 * has moved.
 */
async function lockCursor(manager: EntityManager, name: string): Promise<number> {
  const lock = { mode: 'pessimistic_write' } as const;
  const cursor = await manager.findOne(ProjectionCursor, { where: { name }, lock });
  if (cursor !== null) return cursor.nextIndex;
  await manager
    .createQueryBuilder()
    .insert()
    .into(ProjectionCursor)
    .values({ name, nextIndex: 0 })
    .orIgnore()
    .execute();
  return (await manager.findOneOrFail(ProjectionCursor, { where: { name }, lock })).nextIndex;
}
