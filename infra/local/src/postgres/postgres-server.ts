import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { LocalError } from '../local-error.js';
import { beginLog, logFile, withLog } from '../process/log-file.js';
import { Supervised } from '../process/supervised.js';
import { eventually } from '../eventually.js';
import { postgresAccount, type Account } from './account.js';
import { postgresPlaces, type PostgresPlaces } from './places.js';

export interface PostgresOptions {
  readonly dataFolder: string;
  readonly port: number;
  /** False trades durability for speed, for databases that live as long as a test run. */
  readonly durable: boolean;
  readonly report: (line: string) => void;
  /** Aborts the wait for the server. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningPostgres {
  /** As superuser, to the database `postgres`. */
  readonly adminUrl: string;
  readonly process: Supervised;
}

/** The password of a server that only this machine can reach, and whose data its user can read anyway. */
const password = 'slipway';

/** Initialises the cluster if there is none, starts the server and waits until it responds. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const account = postgresAccount();
  mkdirSync(options.dataFolder, { recursive: true });
  const places = postgresPlaces(options.dataFolder, account);
  beginLog(options.dataFolder, 'postgres');
  if (!existsSync(places.cluster)) await initialise(places, account);
  const server = supervise(options, places, account);
  server.start();
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${options.port}/postgres`;
  try {
    await eventually(() => answers(adminUrl), {
      signal: options.signal,
      within: 30_000,
      what: 'PostgreSQL answering',
      hopeless: () =>
        server.hasFailed(3) ? `it ends again and again; see ${logFile(options.dataFolder, 'postgres')}` : undefined,
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { adminUrl, process: server };
}

/** Initialises the cluster in a temporary folder and moves it when done, so that an interrupted start leaves no partial cluster. */
async function initialise({ binaries, cluster }: PostgresPlaces, account: Account | undefined): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    for (const owned of [unfinished, passwordFile]) chownSync(owned, account.uid, account.gid);
  }
  const authentication = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await promisify(execFile)(
      path.join(binaries, 'bin', 'initdb'),
      [`--pgdata=${unfinished}`, ...authentication, '--encoding=UTF8', '--locale=C', '--no-sync'],
      { ...account, cwd: unfinished },
    );
  } catch (cause) {
    const fix = 'initdb failed; the cause below says why';
    throw new LocalError('PROGRAM_FAILED', { program: 'initdb', fix }, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, cluster);
}

function supervise(
  options: PostgresOptions,
  { binaries, cluster }: PostgresPlaces,
  account: Account | undefined,
): Supervised {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '300',
    log_checkpoints: 'off',
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = () =>
    withLog(options.dataFolder, 'postgres', (log) =>
      spawn(path.join(binaries, 'bin', 'postgres'), ['-D', cluster, ...flags], {
        ...account,
        cwd: cluster,
        detached: true,
        stdio: ['ignore', log, log],
      }),
    );
  // SIGINT is PostgreSQL's fast shutdown: it ends the connections instead of waiting for them.
  return new Supervised({ ...options, name: 'postgres', launch, stopSignal: 'SIGINT', patience: 20_000 });
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end();
  }
}
