import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceName } from '@slipway/contracts';
import { LocalError } from '../local-error.js';
import { beginLog, logFile, withLog } from '../process/log-file.js';
import { Supervised } from '../process/supervised.js';
import { repositoryRoot } from '../settings.js';
import { eventually } from '../eventually.js';
import type { Instance } from './instances.js';
import type { PreparedDatabase } from './prepare-database.js';

export interface ServicesOptions {
  readonly instances: readonly Instance[];
  readonly dataFolder: string;
  readonly database: PreparedDatabase;
  readonly kafkaBrokers: string;
  readonly issuerUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the bundles of the services are, when not where the build has put them. */
  readonly bundles?: string | undefined;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The services as they run. */
export interface RunningServices {
  readonly processes: readonly Supervised[];
  /** Ends every instance of a service and starts it again; answers when all are ready. */
  restart(service: ServiceName): Promise<void>;
}

/** As built, like the services, also where a test runs this file from its source. */
const sourceMaps = path.join(repositoryRoot, 'infra', 'local', 'dist', 'process', 'source-maps.js');

/** A service produces little garbage at a time: V8's default of 16 MB for new objects only wastes memory. */
const nodeFlags = [
  '--max-semi-space-size=4',
  '--disable-warning=TimeoutNegativeWarning',
  `--import=${pathToFileURL(sourceMaps).href}`,
];

/**
 * Starts the services in parallel and resolves when all are ready.
 * @param deferStop receives a function that stops them, before the first one starts
 */
export async function startServices(
  options: ServicesOptions,
  deferStop: (stop: () => Promise<void>) => void,
): Promise<RunningServices> {
  const services = options.instances.map((instance) => ({ instance, process: supervise(instance, options) }));
  deferStop(async () => {
    await Promise.all(services.map(({ process }) => process.stop()));
  });
  for (const { process } of services) process.start();
  await Promise.all(services.map(({ instance, process }) => untilReady(instance, process, options)));
  return {
    processes: services.map(({ process }) => process),
    restart: async (name) => {
      const its = services.filter(({ instance }) => instance.service === name);
      await Promise.all(its.map(({ process }) => process.restart()));
      await Promise.all(its.map(({ instance, process }) => untilReady(instance, process, options)));
    },
  };
}

function programOf(service: ServiceName, bundles: string | undefined): string {
  const folder =
    bundles === undefined ? path.join(repositoryRoot, 'services', service, 'bundle') : path.join(bundles, service);
  return path.join(folder, 'main.js');
}

function supervise({ service, name, port, healthPort, inspectPort }: Instance, options: ServicesOptions): Supervised {
  const { dataFolder, report } = options;
  const program = programOf(service, options.bundles);
  if (!existsSync(program)) {
    throw new LocalError('PROGRAM_FAILED', { program, fix: `${service} is not built: run npm run build` });
  }
  const environment = environmentOf(service, { ...options, port, healthPort });
  beginLog(dataFolder, name);
  const launch = () =>
    withLog(dataFolder, name, (log) =>
      spawn(process.execPath, [...nodeFlags, ...inspector(inspectPort), program], {
        cwd: repositoryRoot,
        env: environment,
        detached: true,
        // The IPC channel closes when this process is killed, and the service then exits.
        stdio: ['ignore', log, log, 'ipc'],
      }),
    );
  return new Supervised({ name, dataFolder, launch, report, stopSignal: 'SIGTERM', patience: 25_000 });
}

const inspector = (port: number | undefined) => (port === undefined ? [] : [`--inspect=127.0.0.1:${port}`]);

interface Surroundings extends Pick<ServicesOptions, 'dataFolder' | 'database' | 'kafkaBrokers' | 'issuerUrl' | 'env'> {
  readonly port: number;
  readonly healthPort: number;
}

/** The environment of a service: that of this process, and where everything is. */
export function environmentOf(name: ServiceName, options: Surroundings): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _ofThisProcess, ...inherited } = process.env;
  return {
    NODE_ENV: 'development',
    // Where the demo, the scenarios and people who try it out put artifacts.
    OUTBOUND_FILE_ROOTS: [path.join(options.dataFolder, 'artifacts'), tmpdir()].join(','),
    // The compile cache, for the next start.
    NODE_COMPILE_CACHE: path.join(options.dataFolder, 'compile-cache'),
    ...inherited,
    // Processes that a service starts, such as deployed applications, end when this process is gone.
    SLIPWAY_SUPERVISOR_PID: String(process.pid),
    SLIPWAY_DATA_FOLDER: path.join(options.dataFolder, 'services', name),
    DATABASE_URL: options.database.urlFor(name),
    KAFKA_BROKERS: options.kafkaBrokers,
    HOST: '127.0.0.1',
    PORT: String(options.port),
    HEALTH_PORT: String(options.healthPort),
    OIDC_ISSUERS: options.issuerUrl,
    OIDC_AUDIENCE: 'slipway',
    ...options.env,
  };
}

async function untilReady({ name, ready }: Instance, service: Supervised, options: ServicesOptions): Promise<void> {
  const isReady = async () => (await fetch(ready, { signal: AbortSignal.timeout(5000) })).ok;
  await eventually(isReady, {
    signal: options.signal,
    within: 120_000,
    what: `${name} being ready`,
    every: 50,
    hopeless: () =>
      service.hasFailed(3) ? `it ends again and again; see ${logFile(options.dataFolder, name)}` : undefined,
  });
}
