import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Distinguishes a process from a later one with the same pid: its start time, as the system formats it.
 * Undefined if there is no such process, or if it is a zombie.
 */
export function startMark(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    // There is no such process.
    return undefined;
  }
}

function fromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the command in parentheses and may hold spaces; what follows begins with field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}

function fromPs(pid: number): string | undefined {
  const answer = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return answer === '' ? undefined : answer;
}

/** Sends a signal to the process, or to its whole group if it leads one. Does nothing if it has ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  // A group has the pid of its leader, so the call fails for a process that leads none. -1 would signal every process.
  if (pid === 1 || !send(-pid, name)) send(pid, name);
}

function send(target: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(target, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
