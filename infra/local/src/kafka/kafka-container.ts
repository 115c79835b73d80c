import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { LocalError } from '../local-error.js';
import { withLog } from '../process/log-file.js';
import { containerSettings, kafkaImage } from './container-settings.js';
import type { KafkaOptions } from './kafka-server.js';

/** Name of the container, and of the volume that outlives it. */
const nameOf = (dataFolder: string): string =>
  `slipway-kafka-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;

/**
 * A container outlives the client that started it. This broker does not: it is killed when its standard input closes, which happens
 * when the client or the supervisor is killed. So the client's process represents the broker, as with Java.
 */
const boundToClient = [
  'bash',
  '-c',
  'exec 3<&0; (cat <&3; kill -9 $$) > /dev/null & exec /etc/kafka/docker/run < /dev/null 3<&-',
];

/** The broker in a container, for machines with a Docker engine and no Java. Its volume is named after the data folder. */
export async function launchContainer(options: KafkaOptions): Promise<() => ChildProcess> {
  await fetchImage(options);
  const name = nameOf(options.dataFolder);
  const environment = Object.entries(containerSettings(options)).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  const publish = ['--publish', `127.0.0.1:${options.port}:${options.port}`];
  const volume = ['--volume', `${name}:/var/lib/kafka/data`];
  const flags = ['--rm', '--init', '--interactive', '--name', name, ...publish, ...volume, ...environment];
  return () => {
    // The engine might not have noticed yet that the previous one has ended.
    spawnSync('docker', ['rm', '--force', '--volumes', name], { stdio: 'ignore' });
    return withLog(options.dataFolder, 'kafka', (log) =>
      spawn('docker', ['run', ...flags, kafkaImage, ...boundToClient], { detached: true, stdio: ['pipe', log, log] }),
    );
  };
}

/** Runs before waiting for the broker, because pulling the image can take longer than a start. */
async function fetchImage({ report, signal }: KafkaOptions): Promise<void> {
  if (spawnSync('docker', ['image', 'inspect', kafkaImage], { stdio: 'ignore' }).status === 0) return;
  report(`fetching Apache Kafka with Docker (${kafkaImage})`);
  try {
    await promisify(execFile)('docker', ['pull', '--quiet', kafkaImage], { signal });
  } catch (cause) {
    const fix = `Docker could not fetch ${kafkaImage}; the cause below says why`;
    throw new LocalError('PROGRAM_FAILED', { program: 'docker', fix }, { cause });
  }
}

/** Removes the data of a broker that ran in a container for this data folder; without Docker there is none. */
export function removeKafkaVolume(dataFolder: string): void {
  spawnSync('docker', ['volume', 'rm', '--force', nameOf(dataFolder)], { stdio: 'ignore' });
}
