import { Inject, Injectable, Logger, type INestApplication } from '@nestjs/common';
import type { ServiceName } from '@slipway/contracts';
import { Sequencer, type PostgresEventStore, type PostgresEvidenceStore } from '@slipway/event-store';
import { DataSource } from 'typeorm';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT, EVENT_STORE, EVIDENCE, PROJECTIONS, SERVICE, TIMERS } from '../config/tokens.js';
import { observeGivenUp } from '../database/given-up.js';
import { ProgressWatch } from '../health/progress-watch.js';
import { Readiness } from '../health/readiness.js';
import { Outbound } from '../outbound/outbound.js';
import type { Projections } from '../projection/projections.js';
import { Metrics } from '../telemetry/metrics.js';
import { observeProgress, observeProjections } from '../telemetry/observe.js';
import type { GraphileTimers } from '../timers/graphile-timers.js';
import { FatalSignal } from './fatal-signal.js';
import { Messaging } from './messaging.js';
import { warnOf } from './stores.js';

interface Part {
  readonly name: string;
  stop(): Promise<void>;
}

/** The background parts of a service, started and stopped in order. */
@Injectable()
export class ServiceRuntime {
  private readonly log = new Logger('runtime');
  private readonly started: Part[] = [];

  constructor(
    @Inject(SERVICE) private readonly service: ServiceName,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(EVENT_STORE) private readonly store: PostgresEventStore,
    @Inject(EVIDENCE) private readonly evidence: PostgresEvidenceStore,
    @Inject(PROJECTIONS) readonly projections: Projections,
    @Inject(TIMERS) private readonly timers: GraphileTimers,
    private readonly dataSource: DataSource,
    private readonly messaging: Messaging,
    private readonly fatal: FatalSignal,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly progress: ProgressWatch,
    private readonly outbound: Outbound,
  ) {}

  /** The parts that bring in work start last, so that everything that handles it is ready. */
  async start(app: INestApplication): Promise<void> {
    await this.part('sequencer', () => this.startSequencer());
    await this.part('projections', () => this.startProjections());
    await this.part('timers', () => this.startTimers());
    await this.part('relay', () => this.messaging.startRelay());
    await this.part('reactions', () => this.messaging.startReactions(app));
    await this.part('progress watch', () => this.startProgressWatch());
  }

  /** Rebuilds a projection (or `all`) and starts nothing else. */
  rebuild(name: string): Promise<number> {
    return this.projections.rebuild(name);
  }

  /** From now on, load balancers send no requests. */
  refuseRequests(): void {
    this.readiness.stop();
  }

  /**
   * The parts that bring in work stop first, then those that the work needs. A part that fails to stop does not block
   * the others.
   */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    const connections: Part[] = [
      { name: 'bus', stop: () => this.messaging.close() },
      { name: 'job connections', stop: () => this.timers.close() },
      { name: 'outbound requests', stop: () => this.outbound.close() },
      { name: 'evidence store', stop: () => this.evidence.close() },
      { name: 'event store', stop: () => this.store.close() },
    ];
    for (const part of [...this.started.reverse(), ...connections]) {
      try {
        await part.stop();
        this.log.debug(`${part.name} stopped`);
      } catch (error) {
        failures.push(error);
        this.log.error({ err: error, part: part.name });
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything stopped in order');
  }

  private async part(name: string, start: () => Promise<() => Promise<void>>): Promise<void> {
    this.started.push({ name, stop: await start() });
    this.log.debug(`${name} started`);
  }

  private startSequencer(): Promise<() => Promise<void>> {
    const sequencer = new Sequencer({
      databaseUrl: this.environment.DATABASE_URL,
      applicationName: `slipway-${this.service}-sequencer`,
      onBackgroundError: warnOf('sequencer'),
    });
    sequencer.start();
    return Promise.resolve(() => sequencer.stop());
  }

  private async startProjections(): Promise<() => Promise<void>> {
    await this.projections.start();
    this.readiness.add({ name: 'database', check: () => this.dataSource.query('select 1') });
    this.readiness.add({ name: 'projections', check: () => this.projections.assertRunning() });
    observeProjections(this.metrics, this.projections, this.store);
    observeGivenUp(this.metrics, (text) => this.dataSource.query(text), this.service);
    for (const { name, position } of this.projections.positions()) {
      this.progress.follow({ name: `projection ${name}`, position });
    }
    return () => this.projections.stop();
  }

  private startProgressWatch(): Promise<() => Promise<void>> {
    this.progress.start();
    this.readiness.add({ name: 'log', check: () => this.progress.assertSequencing() });
    this.readiness.add({ name: 'progress', check: () => this.progress.assertFollowing() });
    observeProgress(this.metrics, this.progress);
    return Promise.resolve(() => this.progress.stop());
  }

  private async startTimers(): Promise<() => Promise<void>> {
    await this.timers.start((error) => {
      this.fatal.raise('the timers', error);
    });
    return () => this.timers.stop();
  }
}
