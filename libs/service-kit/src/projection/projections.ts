import type { EventStore } from '@slipway/event-store';
import { throttle } from 'es-toolkit';
import type { DataSource } from 'typeorm';
import { ServiceKitError } from '../service-kit-error.js';
import type { Projection } from './projection.js';
import { ProjectionRunner, type ProjectionStatus } from './projection-runner.js';

const patienceMs = 5000;

/** Between looks at a log that keeps growing: each projection of each service would else ask the database for each event. */
const breathMs = 50;

/** The projections of a service. */
export class Projections {
  private readonly runners: readonly ProjectionRunner[];
  private unsubscribe: (() => void) | undefined;

  constructor(
    projections: readonly Projection[],
    dataSource: DataSource,
    private readonly store: EventStore,
  ) {
    this.runners = projections.map((each) => new ProjectionRunner(each, dataSource, store));
  }

  async start(): Promise<void> {
    if (this.runners.length === 0) return;
    await Promise.all(this.runners.map((runner) => runner.start()));
    const grown = throttle((logSize: number) => {
      for (const runner of this.runners) runner.grown(logSize);
    }, breathMs);
    const unsubscribe = this.store.onLogGrowth(grown);
    this.unsubscribe = () => {
      unsubscribe();
      grown.cancel();
    };
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }

  status(): ProjectionStatus[] {
    return this.runners.map(({ status }) => status);
  }

  /** The log index that each reads next, whenever that is asked. */
  positions(): readonly { readonly name: string; readonly position: () => number }[] {
    return this.runners.map((runner) => ({
      name: runner.projection.name,
      position: () => runner.status.nextIndex,
    }));
  }

  /** Rejects while one of them stands still, with the reason. */
  assertRunning(): Promise<void> {
    const failing = this.status().filter(({ failure }) => failure !== undefined);
    if (failing.length === 0) return Promise.resolve();
    return Promise.reject(new Error(failing.map(({ name, failure }) => `${name}: ${failure ?? ''}`).join('; ')));
  }

  /**
   * Resolves when the rows of every projection show the event at this log index.
   * @throws ServiceKitError PROJECTION_BEHIND after five seconds
   */
  async covered(logIndex: number): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    try {
      await Promise.all(this.runners.map((runner) => runner.covered(logIndex, signal)));
    } catch (cause) {
      const details = { logIndex, projections: this.status(), fix: 'ask again in a moment' };
      throw new ServiceKitError('PROJECTION_BEHIND', details, { cause });
    }
  }

  /**
   * Resolves when the rows of every projection show all that was committed before the call, in the log by then or not.
   * @throws ServiceKitError PROJECTION_BEHIND after five seconds
   */
  async upToDate(): Promise<void> {
    await this.covered((await this.store.committedSize()) - 1);
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
