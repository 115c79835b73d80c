import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { LocalError } from '../local-error.js';
import { beginLog, logFile, withLog } from '../process/log-file.js';
import { Supervised } from '../process/supervised.js';
import { repositoryRoot } from '../settings.js';
import { eventually } from '../eventually.js';
import { awaitCoordinators } from './await-coordinators.js';
import { quietClient, type Broker } from './client.js';
import { launchContainer } from './kafka-container.js';
import type { Logins } from './logins.js';
import { asProperties, brokerSettings } from './server-properties.js';

export interface KafkaOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly controllerPort: number;
  /** If given, the broker accepts only these logins and enforces its access control lists. */
  readonly logins?: Logins | undefined;
  readonly report: (line: string) => void;
  /** Aborts the wait for the server. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningKafka {
  readonly brokers: string;
  readonly process: Supervised;
}

/** JVM options for a local broker: the second compiler costs more than it saves in the hours that this broker runs. */
const jvm = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

const jars = path.join(repositoryRoot, '.slipway', 'kafka', 'libs');

/** Starts a broker with Java if its jars exist, otherwise in a container, and waits until it responds. */
export async function startKafka(options: KafkaOptions): Promise<RunningKafka> {
  beginLog(options.dataFolder, 'kafka');
  const withJava = existsSync(path.join(jars, '.pom-sha256'));
  const launch = withJava ? await launchWithJava(options) : await launchContainer(options);
  const server = new Supervised({ ...options, name: 'kafka', launch, stopSignal: 'SIGTERM', patience: 30_000 });
  server.start();
  const brokers = `127.0.0.1:${options.port}`;
  const broker = { brokers, ...adminOf(options) };
  try {
    await eventually(() => answers(broker), {
      signal: options.signal,
      within: 120_000,
      what: 'Kafka answering',
      every: 200,
      hopeless: () =>
        server.hasFailed(3) ? `it ends again and again; see ${logFile(options.dataFolder, 'kafka')}` : undefined,
    });
    await awaitCoordinators(broker, options.signal);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { brokers, process: server };
}

function adminOf({ logins }: KafkaOptions): Pick<Broker, 'security'> {
  if (logins === undefined) return {};
  return { security: { sasl: { mechanism: 'plain', username: 'admin', password: logins.admin } } };
}

async function launchWithJava(options: KafkaOptions) {
  const folder = path.join(options.dataFolder, 'kafka');
  const logFolder = path.join(folder, 'data');
  const properties = path.join(folder, 'server.properties');
  mkdirSync(folder, { recursive: true });
  writeFileSync(properties, asProperties(brokerSettings({ ...options, logFolder })));
  const log4j = path.join(repositoryRoot, 'infra', 'local', 'kafka', 'log4j2.properties');
  const java = [
    '-cp',
    path.join(jars, '*'),
    `-Dlog4j2.configurationFile=${log4j}`,
    `-Dslipway.kafka.log=${logFile(options.dataFolder, 'kafka')}`,
  ];
  if (!existsSync(path.join(logFolder, 'meta.properties'))) await format(java, properties, logFolder);
  return () =>
    withLog(options.dataFolder, 'kafka', (log) =>
      spawn('java', [...jvm, ...keptClasses(), ...java, 'kafka.Kafka', properties], {
        detached: true,
        stdio: ['ignore', log, log],
      }),
    );
}

/**
 * Java archives the classes at the end of the first run, which halves the loading time of the next start. An archive of another Java
 * version is ignored; the archive is deleted with the jars when their versions change.
 */
function keptClasses(): readonly string[] {
  const archive = path.join(jars, 'classes.jsa');
  const quietly = ['-Xshare:auto', '-Xlog:disable', '-Xlog:all=error:stderr'];
  return [...quietly, existsSync(archive) ? `-XX:SharedArchiveFile=${archive}` : `-XX:ArchiveClassesAtExit=${archive}`];
}

async function format(java: readonly string[], properties: string, logFolder: string): Promise<void> {
  // An interrupted formatting leaves files that the next one would refuse.
  rmSync(logFolder, { recursive: true, force: true });
  // The tool interprets an id with a leading hyphen as an option.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const formatting = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', clusterId, '-c', properties];
  try {
    await promisify(execFile)('java', [...java, ...formatting]);
  } catch (cause) {
    const fix = 'the formatting of its log folder failed; the cause below says why';
    throw new LocalError('PROGRAM_FAILED', { program: 'kafka.tools.StorageTool', fix }, { cause });
  }
}

async function answers(broker: Broker): Promise<boolean> {
  const retry = { retries: 0 };
  const client = quietClient(broker, 'slipway-local', retry);
  const admin = client.admin({ retry });
  try {
    await admin.connect();
    const { brokers: known } = await admin.describeCluster();
    return known.length > 0;
  } finally {
    await admin.disconnect();
  }
}
