import type { Server } from 'node:http';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceName } from '@slipway/contracts';
import helmet from 'helmet';
import { Logger as PinoLogger } from 'nestjs-pino';
import { healthPortOf, readEnvironment, type Environment } from '../config/environment.js';
import { Operations } from '../health/operations.js';
import { OperationsListener } from '../health/operations-listener.js';
import { addressLimits } from '../http/address-limits.js';
import { keepableAddresses } from '../http/keepable-addresses.js';
import { requestIds } from '../http/request-id.js';
import {
  AddressLimiter,
  guardListener,
  limitsOf,
  listenProblem,
  type GuardedListener,
  type ListenerPlace,
} from '../listener/index.js';
import { serveOpenApi } from '../openapi/openapi.js';
import { serviceLogger } from '../telemetry/logging.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestSpans, startTracing } from '../telemetry/tracing.js';
import { FatalSignal } from './fatal-signal.js';
import { rootModule } from './root.module.js';
import { ServiceRuntime } from './service-runtime.js';

export interface RunningService {
  /** The address of the service: http://127.0.0.1:8101 */
  readonly url: string;
  /** The address of health and metrics. */
  readonly healthUrl: string;
  /** For tests that inspect the service: `service.app.get(…)`. */
  readonly app: INestApplication;
  /** Stops accepting, drains, closes; safe to call twice. */
  close(): Promise<void>;
}

export interface BootOptions {
  readonly service: ServiceName;
  /** Default: process.env. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Called when the service cannot recover and must be restarted. */
  readonly onFatal?: (reason: string) => void;
}

const ignore = (): void => undefined;

/** The share of SHUTDOWN_SECONDS for requests under way; the rest is for the background parts. */
const drainShare = 2 / 3;

/**
 * Starts a service in this process. Resolves when it accepts requests.
 * @throws ServiceKitError CONFIGURATION_INVALID, and errors of PostgreSQL, Kafka or the port
 */
export async function startService(
  module: Type,
  { service, environment = process.env, onFatal = ignore }: BootOptions,
): Promise<RunningService> {
  const checked = readEnvironment(environment);
  const stopTracing = await startTracing(service, checked);
  // First of all: it answers that the process is alive while the rest starts.
  const health = await OperationsListener.open(service, placeOf(checked, 'HEALTH_PORT'));
  const app = await assemble(module, checked).catch(async (error: unknown) => {
    await health.close();
    throw error;
  });
  const doors = openDoors(app, service, checked);
  health.serve(app.get(Operations));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= shutDown({ app, doors, health, stopTracing }, checked));
  try {
    app.get(FatalSignal).onRaised = onFatal;
    await app.init();
    await app.get(ServiceRuntime).start(app);
    await openPort(app, placeOf(checked, 'PORT'));
  } catch (error) {
    await close().catch((secondary: unknown) => {
      app.get(PinoLogger).error({ err: secondary });
    });
    throw error;
  }
  return { url: await app.getUrl(), healthUrl: health.url, app, close };
}

const placeOf = (environment: Environment, portVariable: 'PORT' | 'HEALTH_PORT'): ListenerPlace => ({
  port: portVariable === 'PORT' ? environment.PORT : healthPortOf(environment),
  host: environment.HOST,
  portVariable,
  hostVariable: 'HOST',
});

async function openPort(app: NestExpressApplication, place: ListenerPlace): Promise<void> {
  try {
    await app.listen(place.port, place.host);
  } catch (error) {
    throw listenProblem(error, place);
  }
}

/** The application with its database migrated, before anything runs. */
export async function assemble(module: Type, environment: Environment): Promise<NestExpressApplication> {
  const options = { bodyParser: false, bufferLogs: true, abortOnError: false };
  const app = await NestFactory.create<NestExpressApplication>(rootModule(module, environment), options);
  app.useLogger(serviceLogger(app.get(PinoLogger)));
  app.flushLogs();
  return app;
}

function openDoors(app: NestExpressApplication, service: ServiceName, environment: Environment): GuardedListener {
  app.disable('x-powered-by');
  // Our ETags are stream positions; a hash of the body would pass for one.
  app.set('etag', false);
  // No X-Forwarded-For counts, unless its proxy is named.
  app.set('trust proxy', environment.TRUSTED_PROXIES);
  const metrics = app.get(Metrics).requestDurations;
  app.use(requestIds, metrics, requestSpans, helmet(), addressLimits(app.get(AddressLimiter)), keepableAddresses);
  serveOpenApi(app, service);
  const server: Server = app.getHttpServer();
  return guardListener(server, limitsOf(environment));
}

interface Started {
  readonly app: NestExpressApplication;
  readonly doors: GuardedListener;
  readonly health: OperationsListener;
  readonly stopTracing: () => Promise<void>;
}

/** Health answers until the last part has stopped: a process that drains is alive. */
async function shutDown(
  { app, doors, health, stopTracing }: Started,
  { SHUTDOWN_SECONDS }: Environment,
): Promise<void> {
  const runtime = app.get(ServiceRuntime);
  runtime.refuseRequests();
  await doors.drain(SHUTDOWN_SECONDS * 1000 * drainShare);
  try {
    await runtime.stop();
  } finally {
    await app.close();
    await health.close();
    await stopTracing();
  }
}
