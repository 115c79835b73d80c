import type { EventStore } from '@slipway/event-store';
import { throttle } from 'es-toolkit';
import type { DataSource } from 'typeorm';
import { ServiceKitError } from '../service-kit-error.js';
import type { Projection } from './projection.js';
import { ProjectionRunner, type ProjectionStatus } from './projection-runner.js';
import { SharedLog } from './shared-log.js';

const patienceMs = 5000;

/**
 * Milliseconds between reads of a growing log while nobody waits for its rows: otherwise, each projection of each
 * service would query the database, and move its cursor, for each event.
 */
const breathMs = 250;

/** The projections of a service. */
export class Projections {
  private readonly runners: readonly ProjectionRunner[];
  private unsubscribe: (() => void) | undefined;
  private logSize = 0;
  /** How many wait for rows at the moment. */
  private awaited = 0;

  constructor(
    projections: readonly Projection[],
    dataSource: DataSource,
    private readonly store: EventStore,
  ) {
    const log = new SharedLog(store, [...new Set(projections.flatMap(({ types }) => types))]);
    this.runners = projections.map((each) => new ProjectionRunner(each, dataSource, store, log));
  }

  async start(): Promise<void> {
    if (this.runners.length === 0) return;
    await Promise.all(this.runners.map((runner) => runner.start()));
    const atLeisure = throttle(() => {
      this.look();
    }, breathMs);
    const unsubscribe = this.store.onLogGrowth((logSize) => {
      this.logSize = logSize;
      if (this.awaited > 0) this.look();
      else atLeisure();
    });
    this.unsubscribe = () => {
      unsubscribe();
      atLeisure.cancel();
    };
  }

  private look(): void {
    for (const runner of this.runners) runner.grown(this.logSize);
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }

  status(): ProjectionStatus[] {
    return this.runners.map(({ status }) => status);
  }

  /** The log index that each reads next, at the time of the call. */
  positions(): readonly { readonly name: string; readonly position: () => number }[] {
    return this.runners.map((runner) => ({
      name: runner.projection.name,
      position: () => runner.status.nextIndex,
    }));
  }

  /** Rejects while one of them makes no progress, with the reason. */
  assertRunning(): Promise<void> {
    const failing = this.status().filter(({ failure }) => failure !== undefined);
    if (failing.length === 0) return Promise.resolve();
    return Promise.reject(new Error(failing.map(({ name, failure }) => `${name}: ${failure ?? ''}`).join('; ')));
  }

  /**
   * Resolves when the rows of every projection show the event at this log index.
   * @param names the projections that matter; a caller that needs only some does not wait for the others
   * @throws ServiceKitError PROJECTION_BEHIND after five seconds
   */
  async covered(logIndex: number, names?: readonly string[]): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    const runners = this.runners.filter(({ projection }) => names?.includes(projection.name) ?? true);
    this.awaited += 1;
    this.look();
    try {
      await Promise.all(runners.map((runner) => runner.covered(logIndex, signal)));
    } catch (cause) {
      const details = { logIndex, projections: this.status(), fix: 'ask again in a moment' };
      throw new ServiceKitError('PROJECTION_BEHIND', details, { cause });
    } finally {
      this.awaited -= 1;
    }
  }

  /**
   * Resolves when the rows of every projection show all that was committed before the call, in the log by then or not.
   * @param names as for `covered`
   * @throws ServiceKitError PROJECTION_BEHIND after five seconds
   */
  async upToDate(names?: readonly string[]): Promise<void> {
    await this.covered((await this.store.committedSize()) - 1, names);
  }

  /**
   * Drops the projection's rows and makes them again from the log; `all` does so for every one.
   * @returns the number of events in the log that was replayed
   * @throws ServiceKitError PROJECTION_UNKNOWN
   */
  async rebuild(name: string): Promise<number> {
    const chosen = this.runners.filter(({ projection }) => name === 'all' || projection.name === name);
    if (chosen.length === 0) {
      throw new ServiceKitError('PROJECTION_UNKNOWN', {
        name,
        known: this.runners.map(({ projection }) => projection.name),
      });
    }
    let logSize = 0;
    for (const runner of chosen) logSize = await runner.rebuild();
    return logSize;
  }
}
