import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServiceName } from '@slipway/contracts';
import { LocalError } from '../local-error.js';
import { beginLog, logFile, withLog } from '../process/log-file.js';
import { Supervised } from '../process/supervised.js';
import { repositoryRoot } from '../settings.js';
import { until } from '../until.js';
import type { PreparedDatabase } from './prepare-database.js';

export interface ServicesOptions {
  readonly selected: readonly ServiceName[];
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly dataFolder: string;
  readonly database: PreparedDatabase;
  readonly kafkaBrokers: string;
  readonly issuerUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts the services side by side and answers when all are ready.
 * @param deferStop is handed what ends them, before the first is started
 */
export async function startServices(
  options: ServicesOptions,
  deferStop: (stop: () => Promise<void>) => void,
): Promise<readonly Supervised[]> {
  const services = options.selected.map((name) => ({ name, process: supervise(name, options) }));
  deferStop(async () => {
    await Promise.all(services.map(({ process }) => process.stop()));
  });
  for (const { process } of services) process.start();
  await Promise.all(services.map(({ name, process }) => untilReady(name, process, options)));
  return services.map(({ process }) => process);
}

function supervise(name: ServiceName, options: ServicesOptions): Supervised {
  const { dataFolder, report } = options;
  const program = path.join(repositoryRoot, 'services', name, 'dist', 'main.js');
  if (!existsSync(program)) {
    throw new LocalError('PROGRAM_FAILED', { program, fix: `${name} is not built: run npm run build` });
  }
  const environment = environmentOf(name, options);
  beginLog(dataFolder, name);
  const launch = () =>
    withLog(dataFolder, name, (log) =>
      spawn(process.execPath, ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning', program], {
        cwd: repositoryRoot,
        env: environment,
        detached: true,
        // Over the ipc channel a service learns that this process was killed outright, and ends itself.
        stdio: ['ignore', log, log, 'ipc'],
      }),
    );
  return new Supervised({ name, dataFolder, launch, report, stopSignal: 'SIGTERM', patience: 25_000 });
}

type Surroundings = Pick<ServicesOptions, 'dataFolder' | 'database' | 'kafkaBrokers' | 'ports' | 'issuerUrl' | 'env'>;

/** The environment of a service: that of this process, and where everything is. */
export function environmentOf(name: ServiceName, options: Surroundings): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _ofThisProcess, ...inherited } = process.env;
  return {
    NODE_ENV: 'development',
    // Where the demo, the scenarios and people who try it out put artifacts.
    OUTBOUND_FILE_ROOTS: [path.join(options.dataFolder, 'artifacts'), tmpdir()].join(','),
    ...inherited,
    // What a service starts on its own, as a deployed application, ends when this process is gone.
    SLIPWAY_SUPERVISOR_PID: String(process.pid),
    SLIPWAY_DATA_FOLDER: path.join(options.dataFolder, 'services', name),
    DATABASE_URL: options.database.urlFor(name),
    KAFKA_BROKERS: options.kafkaBrokers,
    HOST: '127.0.0.1',
    PORT: String(options.ports[name]),
    OIDC_ISSUERS: options.issuerUrl,
    OIDC_AUDIENCE: 'slipway',
    ...options.env,
  };
}

async function untilReady(name: ServiceName, service: Supervised, options: ServicesOptions): Promise<void> {
  const url = `http://127.0.0.1:${options.ports[name]}/${name}/health/ready`;
  const isReady = async () => (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
  await until(isReady, {
    signal: options.signal,
    within: 120_000,
    what: `${name} being ready`,
    every: 200,
    hopeless: () =>
      service.hasFailed(3) ? `it ends again and again; see ${logFile(options.dataFolder, name)}` : undefined,
  });
}
