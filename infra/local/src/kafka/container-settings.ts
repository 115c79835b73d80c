import type { Logins } from './logins.js';
import { brokerSettings } from './server-properties.js';

export const kafkaImage = 'apache/kafka:4.2.1';

/**
 * The broker's settings as the environment of the official image. Its port is the same inside and outside, so that
 * the address that it advertises is valid for both.
 */
export function containerSettings(ports: {
  readonly port: number;
  readonly controllerPort: number;
  readonly logins?: Logins | undefined;
}): Readonly<Record<string, string>> {
  const { 'controller.quorum.bootstrap.servers': _bootstrap, ...settings } = brokerSettings({
    ...ports,
    logFolder: '/var/lib/kafka/data',
  });
  const inContainer = {
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    ...settings,
    listeners: `PLAINTEXT://0.0.0.0:${ports.port},CONTROLLER://127.0.0.1:${ports.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.port}`,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controllerPort}`,
  };
  const variables = Object.entries(inContainer).map(([name, value]) => [variable(name), value]);
  return { ...Object.fromEntries(variables), KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m' } as Record<string, string>;
}

const variable = (setting: string) => `KAFKA_${setting.replaceAll('.', '_').toUpperCase()}`;
