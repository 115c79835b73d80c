import { Kafka, logLevel, type KafkaConfig, type logCreator, type SASLOptions } from 'kafkajs';
import type { MessagingLog } from '../log.js';
import type { KafkaSecurity } from './kafka-security.js';
import { rememberCoordinators } from './known-coordinator.js';
import { quietRequestQueues } from './quiet-request-queue.js';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  /** What brokers and their logs call this process. */
  readonly clientId: string;
  /** Plain text and no login when absent. */
  readonly security?: KafkaSecurity | undefined;
  readonly log: MessagingLog;
}

/**
 * kafkajs logs errors that it retries as errors; here they are warnings. A consumer that ends permanently is reported
 * by its CRASH event, and a failure for a caller by an exception.
 */
const logInto =
  (log: MessagingLog): logCreator =>
  () =>
  ({ namespace, level, log: { message, logger: _logger, timestamp: _timestamp, ...fields } }) => {
    const say = level === logLevel.ERROR || level === logLevel.WARN ? log.warn.bind(log) : log.debug.bind(log);
    say({ ...fields, namespace }, message);
  };

/** The default retries: about eight seconds, enough for a coordinator to move. */
const patient = { initialRetryTime: 50, multiplier: 2, factor: 0.2, maxRetryTime: 2000, retries: 8 };

export function kafkaClient({ brokers, clientId, security, log }: KafkaSettings): Kafka {
  quietRequestQueues();
  rememberCoordinators();
  return new Kafka({
    brokers: [...brokers],
    clientId,
    ...withSecurity(security),
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    retry: patient,
    logLevel: logLevel.INFO,
    logCreator: logInto(log),
  });
}

/** In the types of kafkajs, which name each mechanism apart. */
function withSecurity(security: KafkaSecurity = {}): Pick<KafkaConfig, 'sasl' | 'ssl'> {
  const { sasl, ssl } = security;
  return { ...(sasl && { sasl: sasl as SASLOptions }), ...(ssl && { ssl: { ...ssl } }) };
}
