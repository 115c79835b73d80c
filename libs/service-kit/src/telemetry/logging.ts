import type { ServiceName } from '@slipway/contracts';
import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from '../config/environment.js';
import { ENVIRONMENT } from '../config/tokens.js';

/** What must never reach a log. */
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
