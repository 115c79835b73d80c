import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { withLog } from '../process/log-file.js';
import { containerSettings, kafkaImage } from './container-settings.js';
import type { KafkaOptions } from './kafka-server.js';

/** Name of the container, and of the volume that outlives it. */
export const kafkaVolume = (dataFolder: string): string =>
  `slipway-kafka-${createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)}`;

/** The broker in a container, for machines with a Docker engine and no Java. Its volume is named after the data folder. */
export function launchContainer(options: KafkaOptions): () => ChildProcess {
  const name = kafkaVolume(options.dataFolder);
  const environment = Object.entries(containerSettings(options)).flatMap(([key, value]) => [
    '--env',
    `${key}=${value}`,
  ]);
  const publish = ['--publish', `127.0.0.1:${options.port}:${options.port}`];
  const volume = ['--volume', `${name}:/var/lib/kafka/data`];
  return () => {
    // A supervisor that was killed outright leaves the container behind.
    spawnSync('docker', ['rm', '--force', name], { stdio: 'ignore' });
    return withLog(options.dataFolder, 'kafka', (log) =>
      spawn('docker', ['run', '--rm', '--init', '--name', name, ...publish, ...volume, ...environment, kafkaImage], {
        detached: true,
        stdio: ['ignore', log, log],
      }),
    );
  };
}
