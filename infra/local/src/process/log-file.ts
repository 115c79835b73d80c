import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';

export const logFile = (dataFolder: string, name: string): string => path.join(dataFolder, 'logs', `${name}.log`);

/** Renames the log of the last run, so that each start begins a new one. */
export function beginLog(dataFolder: string, name: string): void {
  const file = logFile(dataFolder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file)) renameSync(file, `${file}.previous`);
}

/** Passes the log file to a child as its output: a pipe would break when the supervisor is killed. */
export function withLog<Result>(dataFolder: string, name: string, use: (descriptor: number) => Result): Result {
  const descriptor = openSync(logFile(dataFolder, name), 'a');
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
