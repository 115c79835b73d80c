import type { ServiceName } from '@slipway/contracts';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { LoggerModule, type Logger as PinoLogger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';

/** Fields that must never appear in a log. */
const secrets = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.password',
  '*.access_token',
  '*.authorization',
  '*.DATABASE_URL',
];

/** JSON lines on stdout. Requests are logged when they fail or at level debug; health and metrics never. */
export const logging = (service: ServiceName): DynamicModule =>
  LoggerModule.forRootAsync({
    inject: [ENVIRONMENT],
    useFactory: (environment: Environment) => ({
      pinoHttp: {
        level: environment.LOG_LEVEL,
        base: { service, pid: process.pid },
        redact: { paths: secrets, censor: '[redacted]' },
        genReqId: (request: IncomingMessage) => request.slipwayRequestId ?? '',
        customLogLevel: (_request: IncomingMessage, response: ServerResponse) =>
          response.statusCode >= 500 ? 'warn' : 'debug',
        autoLogging: { ignore: (request: IncomingMessage) => /\/(health\/|metrics$)/.test(request.url ?? '') },
      },
    }),
  });

/** NestJS logs its own start line by line, which matters only when that fails. */
const startUpContexts = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);

/** Nest's logger on pino, with the framework's own start-up lines at level debug. */
export function serviceLogger(pino: PinoLogger): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      if (typeof context === 'string' && startUpContexts.has(context)) pino.debug(message, ...rest);
      else pino.log(message, ...rest);
    },
    error: pino.error.bind(pino),
    warn: pino.warn.bind(pino),
    debug: pino.debug.bind(pino),
    verbose: pino.verbose.bind(pino),
    fatal: pino.fatal.bind(pino),
  };
}
