import { checkKafkaSecurity, kafkaSecurityExamples, kafkaSecurityVariables } from '@slipway/messaging';
import { z } from 'zod';
import { readOutboundSettings, type OutboundSettings } from '../outbound/outbound-settings.js';
import { commaList, parsedJson } from './comma-list.js';
import { checkDatabaseUrl, withDatabaseUrl } from './database-url.js';
import { listenerShape } from './listener-settings.js';
import { readSettings } from './settings.js';

/** Addresses by the name of the channel; the protocol of the address decides how it is reached. */
const ChannelAddresses = z.preprocess(
  (value) => (typeof value === 'string' ? parsedJson(value) : value),
  z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/),
    z.url({
      protocol: /^(https?|smtps?)$/,
      error: 'must begin with http(s):// (a webhook) or smtp(s):// (a mail server)',
    }),
    'must be JSON like {"webhook":"https://…","email":"smtp://…"}',
  ),
);

const port = z.coerce.number().int().min(0).max(65535);
const count = z.coerce.number().int().positive();

/** The environment of every service. `.env.example` documents each variable. */
export const Environment = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/[^@\s]+@[^@\s]+\/\w+/, 'must be postgres://<role>:<password>@<host>:<port>/<database>')
      .superRefine(checkDatabaseUrl),
    KAFKA_BROKERS: commaList(z.string().regex(/^[^\s:]+:\d+$/, 'must be host:port')),
    ...kafkaSecurityVariables,
    TOPIC_PREFIX: z
      .string()
      .regex(/^[a-z0-9._-]*$/i, 'may hold letters, digits, dots, hyphens')
      .default(''),
    PORT: port,
    HEALTH_PORT: port.optional(),
    HOST: z.string().min(1).default('127.0.0.1'),
    OIDC_ISSUERS: commaList(z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })),
    OIDC_AUDIENCE: z.string().min(1).default('slipway'),
    AUTH_IDENTITY_CLAIM: z.string().min(1).default('sub'),
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be the URL of an OTLP/HTTP collector').optional(),
    NOTIFICATION_CHANNELS: ChannelAddresses.default({}),
    REQUESTS_PER_SECOND: count.default(300),
    ...listenerShape,
    DATABASE_POOL_SIZE: count.default(8),
    TIMER_RETENTION_DAYS: count.default(90),
    SHUTDOWN_SECONDS: count.default(15),
  })
  .superRefine(checkKafkaSecurity);

/** What a service knows of its surroundings. */
export type Environment = z.infer<typeof Environment> & { readonly outbound: OutboundSettings };

/** The distance from PORT to the port of health and metrics, if HEALTH_PORT is not set. */
const healthPortDistance = 1000;

/** The port of health and metrics; 0, chosen by the system, if PORT is 0. */
export const healthPortOf = ({ HEALTH_PORT, PORT }: Environment): number =>
  HEALTH_PORT ?? (PORT === 0 ? 0 : (PORT + healthPortDistance) % 65_536);

/** Examples for the variables that have no default. */
const examples: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://slipway_<service>:<password>@127.0.0.1:15432/slipway',
  KAFKA_BROKERS: '127.0.0.1:29092',
  PORT: '8101',
  OIDC_ISSUERS: 'http://127.0.0.1:8090',
  ...kafkaSecurityExamples,
};

/** @throws ServiceKitError CONFIGURATION_INVALID whose message lists every bad variable with what to put there. */
export const readEnvironment = (variables: Readonly<Record<string, string | undefined>>): Environment => ({
  ...readSettings(Environment, withDatabaseUrl(variables), examples),
  outbound: readOutboundSettings(variables),
});
