import type { KafkaSecurity } from '@slipway/messaging/kafka-security';
import { Kafka, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';

export interface Broker {
  /** host:port, separated by commas. */
  readonly brokers: string;
  /** Plain text and no login when absent. */
  readonly security?: KafkaSecurity | undefined;
}

/** A client that logs nothing: its caller reports errors. */
export function quietClient({ brokers, security = {} }: Broker, clientId: string, retry?: RetryOptions): Kafka {
  const { sasl, ssl } = security;
  return new Kafka({
    clientId,
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    ...(retry && { retry }),
    ...(sasl && { sasl: sasl as SASLOptions }),
    ...(ssl && { ssl: { ...ssl } }),
  });
}
