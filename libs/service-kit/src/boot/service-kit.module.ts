import { Module, type DynamicModule, type FactoryProvider, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { eventCatalog } from '@slipway/contracts';
import type { EventStore } from '@slipway/event-store';
import { DataSource } from 'typeorm';
import { Aggregate } from '../aggregate/aggregate.js';
import { FoldedStates } from '../aggregate/folded-states.js';
import { aggregateToken } from '../aggregate/inject-aggregate.js';
import type { AnyDecider } from '../aggregate/outcome.js';
import { AuthenticationGuard } from '../auth/authentication.guard.js';
import { RolesGuard } from '../auth/roles.guard.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { systemClock, type Clock } from '../config/clock.js';
import type { Environment } from '../config/environment.js';
import {
  CLOCK,
  ENVIRONMENT,
  EVENT_STORE,
  EVENTS,
  EVIDENCE,
  PROJECTIONS,
  REDELIVERY,
  REJECTION_STATUS,
  SERVICE,
  TIMERS,
} from '../config/tokens.js';
import { openDataSource } from '../database/data-source.js';
import { Documents } from '../documents/documents.js';
import {
  CreateReceivedEvidence1764300000000,
  ReceivedEvidence,
  receivedEvidence,
} from '../evidence/received-evidence.js';
import { operationsController } from '../health/health.controller.js';
import { Operations } from '../health/operations.js';
import { ProgressWatch } from '../health/progress-watch.js';
import { Readiness } from '../health/readiness.js';
import { CommandInterceptor } from '../http/command.interceptor.js';
import { CoversInterceptor } from '../http/covers.interceptor.js';
import { DeadlineInterceptor } from '../http/deadline.interceptor.js';
import { EvidenceInterceptor } from '../http/evidence.interceptor.js';
import { OutcomeInterceptor } from '../http/outcome.interceptor.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { RateLimitGuard } from '../http/rate-limit.guard.js';
import { requestValidation } from '../http/validation.js';
import { AddressLimiter } from '../listener/index.js';
import { Outbound } from '../outbound/outbound.js';
import { Projections } from '../projection/projections.js';
import { logging } from '../telemetry/logging.js';
import { Metrics } from '../telemetry/metrics.js';
import { UnreadableEvents } from '../telemetry/unreadable-events.js';
import { GraphileTimers } from '../timers/graphile-timers.js';
import { sayGivenUp } from '../timers/say-given-up.js';
import { TimerHandlers } from '../timers/timer-handlers.js';
import { FatalSignal } from './fatal-signal.js';
import { Messaging } from './messaging.js';
import type { ServiceOptions } from './service-options.js';
import { ServiceRuntime } from './service-runtime.js';
import { openEventStore, openEvidenceStore } from './stores.js';

/** Everything that a service needs beside its own rules; `ServiceKit.forService(…)` in its composition root. */
@Module({})
export class ServiceKit {
  /** Global: aggregates, rows (`@InjectRepository`), store, evidence, clock and timers are there in every module of the service. */
  static forService(given: ServiceOptions): DynamicModule {
    const options = withReceivedEvidence(given);
    const entities = [...(options.entities ?? []), ...(options.projections ?? []).flatMap((each) => each.entities)];
    const rows = TypeOrmModule.forFeature([...new Set(entities)]);
    const parts = [...infrastructure(options), ...aggregates(options)];
    return {
      module: ServiceKit,
      global: true,
      imports: [
        database(options),
        rows,
        logging(options.service),
        TerminusModule.forRoot({ logger: false }),
        DiscoveryModule,
      ],
      controllers: [operationsController(options.service)],
      providers: [...parts, ...door(options)],
      exports: [...parts, rows],
    };
  }
}

/** A service without aggregates takes no commands, so it never has to look a document up. */
const withReceivedEvidence = (options: ServiceOptions): ServiceOptions =>
  handlesCommands(options)
    ? {
        ...options,
        projections: [...(options.projections ?? []), receivedEvidence],
        migrations: [CreateReceivedEvidence1764300000000, ...(options.migrations ?? [])],
      }
    : options;

const handlesCommands = ({ aggregates: deciders = [] }: ServiceOptions): boolean => deciders.length > 0;

const database = (options: ServiceOptions): DynamicModule =>
  TypeOrmModule.forRootAsync({
    inject: [ENVIRONMENT],
    useFactory: (environment: Environment) => ({ type: 'postgres', url: environment.DATABASE_URL, retryAttempts: 0 }),
    dataSourceFactory: (given) => openDataSource(options, databaseUrlOf(given)),
  });

function infrastructure(options: ServiceOptions): Provider[] {
  return [
    { provide: SERVICE, useValue: options.service },
    { provide: EVENTS, useValue: options.events ?? [] },
    { provide: CLOCK, useValue: systemClock },
    { provide: Outbound, inject: [ENVIRONMENT], useFactory: ({ outbound }: Environment) => new Outbound(outbound) },
    { provide: Metrics, useFactory: () => new Metrics(options.service) },
    // Of this store alone: another application in the process may stand on another one.
    { provide: FoldedStates, useFactory: () => new FoldedStates() },
    Readiness,
    Operations,
    {
      provide: EVENT_STORE,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => openEventStore(options, environment),
    },
    {
      provide: EVIDENCE,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => openEvidenceStore(options, environment),
    },
    Documents,
    {
      provide: PROJECTIONS,
      inject: [DataSource, EVENT_STORE],
      useFactory: (dataSource: DataSource, store: EventStore) =>
        new Projections(options.projections ?? [], dataSource, store),
    },
    UnreadableEvents,
    {
      provide: ProgressWatch,
      inject: [EVENT_STORE],
      useFactory: (store: EventStore) => new ProgressWatch(store),
    },
    TimerHandlers,
    timers(options),
    FatalSignal,
    Messaging,
    { provide: REDELIVERY, useExisting: Messaging },
    ServiceRuntime,
  ];
}

const timers = ({ service }: ServiceOptions): FactoryProvider => ({
  provide: TIMERS,
  // After the data source, whose migrations make the table of fired timers.
  inject: [ENVIRONMENT, TimerHandlers, EVENT_STORE, Messaging, DataSource],
  useFactory: async (
    { DATABASE_URL, TIMER_RETENTION_DAYS }: Environment,
    handlers: TimerHandlers,
    store: EventStore,
    { bus }: Messaging,
  ) => {
    const opened = new GraphileTimers({
      service,
      databaseUrl: DATABASE_URL,
      retentionDays: TIMER_RETENTION_DAYS,
      handlers: () => handlers.byName(),
      sayGivenUp: (timer) => sayGivenUp(timer, { service, store, bus }),
    });
    await opened.open();
    return opened;
  },
});

function aggregates({ aggregates: deciders = [], events = [] }: ServiceOptions): FactoryProvider[] {
  const added = new Map(events.map((definition) => [definition.type, definition]));
  const catalog = (type: string) => added.get(type) ?? eventCatalog.get(type);
  return deciders.map((decider: AnyDecider) => ({
    provide: aggregateToken(decider),
    inject: [EVENT_STORE, CLOCK, Metrics, FoldedStates],
    useFactory: (store: EventStore, clock: Clock, metrics: Metrics, states: FoldedStates) =>
      new Aggregate(decider, {
        store,
        clock,
        catalog,
        states,
        onOutcome: (category, outcome) => {
          metrics.commandSettled(category, outcome);
        },
      }),
  }));
}

/** In this order: not too often from there (a middleware), who is it, not too often, may they; then the body, the cause, its documents, the answer. */
function door(options: ServiceOptions): Provider[] {
  return [
    { provide: REJECTION_STATUS, useValue: options.rejectionStatus ?? {} },
    {
      provide: TokenVerifier,
      inject: [ENVIRONMENT, Outbound],
      useFactory: ({ OIDC_ISSUERS, OIDC_AUDIENCE, AUTH_IDENTITY_CLAIM }: Environment, outbound: Outbound) => {
        const rules = { issuers: OIDC_ISSUERS, audience: OIDC_AUDIENCE, identityClaim: AUTH_IDENTITY_CLAIM };
        return new TokenVerifier(rules, outbound);
      },
    },
    {
      provide: AddressLimiter,
      inject: [ENVIRONMENT],
      useFactory: (environment: Environment) => new AddressLimiter(environment.ADDRESS_REQUESTS_PER_SECOND),
    },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
    { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
    ...(handlesCommands(options)
      ? [ReceivedEvidence, { provide: APP_INTERCEPTOR, useClass: EvidenceInterceptor }]
      : []),
    { provide: APP_INTERCEPTOR, useClass: CoversInterceptor },
    { provide: APP_INTERCEPTOR, useClass: OutcomeInterceptor },
    { provide: APP_PIPE, useFactory: requestValidation },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ];
}

function databaseUrlOf(given: unknown): string {
  if (typeof given === 'object' && given !== null && 'url' in given && typeof given.url === 'string') return given.url;
  throw new TypeError('the data source needs its url');
}
