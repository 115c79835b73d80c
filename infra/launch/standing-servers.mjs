import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from './processes.mjs';

const record = path.join(dataFolder, 'test-servers.json');

/** What tests find in their environment while `npm run infra` runs, and nothing when it does not. */
export function standingServers() {
  if (!existsSync(record)) return undefined;
  const { pid, environment } = JSON.parse(readFileSync(record, 'utf8'));
  return runs(pid) ? environment : undefined;
}

function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
