import { loginSettings, type Logins } from './logins.js';

/** Settings of a broker that is its own controller and the only one, so nothing can be replicated. */
export interface BrokerPlace {
  readonly port: number;
  readonly controllerPort: number;
  readonly logFolder: string;
  readonly logins?: Logins | undefined;
}

export function brokerSettings({
  port,
  controllerPort,
  logFolder,
  logins,
}: BrokerPlace): Readonly<Record<string, string>> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logFolder,
    ...singleNode,
    ...(logins && loginSettings(logins, 'PLAINTEXT')),
  };
}

export const singleNode: Readonly<Record<string, string>> = {
  'auto.create.topics.enable': 'false',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '8',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '8',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  // How long the open transaction of a killed predecessor can block its successor.
  'transaction.max.timeout.ms': '60000',
};

/** Formats Java properties, where a backslash would start an escape. */
export const asProperties = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
