import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { roleOf } from '@slipway/event-store';
import { eventually } from '@slipway/local';
import type { Ground } from '../ground.js';

interface Session {
  readonly role: string;
  readonly port: number;
}

/**
 * The pid of the service instance whose database session last put events into the log.
 * @throws LocalError NOT_READY when no instance does so for ten seconds
 */
export async function leaderOfTheSequencer(ground: Ground): Promise<number> {
  return eventually(
    async () => {
      const session = await lastToSequence(ground);
      return session === undefined ? undefined : processOf(session, ground);
    },
    { within: 10_000, what: 'somebody leads the sequencer', every: 50 },
  );
}

/** Identifies the leader by what its session did, not by its lock: the election mechanism can change. */
async function lastToSequence({ database }: Ground): Promise<Session | undefined> {
  const [row] = await database.ask<{ role: string; port: number }>(
    `SELECT usename AS role, client_port AS port FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '%store.sequence(%' AND pid <> pg_backend_pid()
      ORDER BY query_start DESC LIMIT 1`,
  );
  return row;
}

function processOf({ role, port }: Session, { system }: Ground): number | undefined {
  const pids = system.instances.flatMap(({ service, pid }) =>
    pid !== undefined && roleOf(service) === role ? [pid] : [],
  );
  return pids.length < 2 || process.platform !== 'linux' ? pids[0] : pids.find((pid) => hasLocalPort(pid, port));
}

/** Whether one of the process's sockets is bound to the port, according to Linux. */
function hasLocalPort(pid: number, port: number): boolean {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync(`/proc/${String(pid)}/net/tcp`, 'utf8').split('\n');
  const fields = lines.map((line) => line.trim().split(/\s+/)).find((each) => each[1]?.endsWith(`:${hexadecimal}`));
  return fields?.[9] !== undefined && socketsOf(pid).includes(`socket:[${fields[9]}]`);
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)];
    } catch (error) {
      // Closed since the folder was read.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}
