import { once } from 'node:events';
import type { Server } from 'node:http';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceName } from '@slipway/contracts';
import helmet from 'helmet';
import { Logger as PinoLogger } from 'nestjs-pino';
import { readEnvironment, type Environment } from '../config/environment.js';
import { keepableAddresses } from '../http/keepable-addresses.js';
import { requestIds } from '../http/request-id.js';
import { serveOpenApi } from '../openapi/openapi.js';
import { serviceLogger } from '../telemetry/logging.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestSpans, startTracing } from '../telemetry/tracing.js';
import { FatalSignal } from './fatal-signal.js';
import { rootModule } from './root.module.js';
import { ServiceRuntime } from './service-runtime.js';

export interface RunningService {
  /** Where it answers: http://127.0.0.1:8101 */
  readonly url: string;
  /** For tests that look inside: `service.app.get(…)`. */
  readonly app: INestApplication;
  /** Stops accepting, drains, closes; safe to call twice. */
  close(): Promise<void>;
}

export interface BootOptions {
  readonly service: ServiceName;
  /** process.env when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told when the service cannot go on by itself and should be started anew. */
  readonly onFatal?: (reason: string) => void;
}

const ignore = (): void => undefined;

/** Milliseconds; a slow sender must not hold a connection for ever. */
const timeouts = { headers: 10_000, request: 60_000, keepAlive: 65_000 };

/** Of SHUTDOWN_SECONDS, how much requests under way have; the rest is for the parts behind them. */
const drainShare = 2 / 3;

/**
 * Starts a service in this process and answers when it takes requests.
 * @throws ServiceKitError CONFIGURATION_INVALID, and whatever PostgreSQL, Kafka or the port refuse
 */
export async function startService(
  module: Type,
  { service, environment = process.env, onFatal = ignore }: BootOptions,
): Promise<RunningService> {
  const checked = readEnvironment(environment);
  const stopTracing = await startTracing(service, checked);
  const app = await assemble(module, checked);
  const runtime = app.get(ServiceRuntime);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= shutDown(app, runtime, stopTracing, checked));
  try {
    app.get(FatalSignal).onRaised = onFatal;
    openDoors(app, service, checked);
    await app.init();
    await runtime.start(app);
    await app.listen(checked.PORT, checked.HOST);
  } catch (error) {
    await close().catch((secondary: unknown) => {
      app.get(PinoLogger).error({ err: secondary });
    });
    throw error;
  }
  return { url: await app.getUrl(), app, close };
}

/** The application with its database migrated, before anything runs. */
export async function assemble(module: Type, environment: Environment): Promise<NestExpressApplication> {
  const options = { bodyParser: false, bufferLogs: true, abortOnError: false };
  const app = await NestFactory.create<NestExpressApplication>(rootModule(module, environment), options);
  app.useLogger(serviceLogger(app.get(PinoLogger)));
  app.flushLogs();
  return app;
}

function openDoors(app: NestExpressApplication, service: ServiceName, environment: Environment): void {
  app.disable('x-powered-by');
  // Our ETags are stream positions; a hash of the body would pass for one.
  app.set('etag', false);
  app.use(requestIds, app.get(Metrics).requestDurations, requestSpans, helmet(), keepableAddresses);
  serveOpenApi(app, service);
  const server: Server = app.getHttpServer();
  server.maxConnections = environment.MAX_CONNECTIONS;
  server.headersTimeout = timeouts.headers;
  server.requestTimeout = timeouts.request;
  server.keepAliveTimeout = timeouts.keepAlive;
}

async function shutDown(
  app: NestExpressApplication,
  runtime: ServiceRuntime,
  stopTracing: () => Promise<void>,
  { SHUTDOWN_SECONDS }: Environment,
): Promise<void> {
  runtime.refuseRequests();
  await drain(app.getHttpServer(), SHUTDOWN_SECONDS * 1000 * drainShare);
  try {
    await runtime.stop();
  } finally {
    await app.close();
    await stopTracing();
  }
}

/** Requests under way are answered; connections that carry none are closed, and at last those that never end. */
async function drain(server: Server, patienceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => {
    server.closeAllConnections();
  }, patienceMs);
  await closed;
  clearTimeout(impatience);
}
