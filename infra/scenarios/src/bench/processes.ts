import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the processes of one part have used: of PostgreSQL with all its children. */
export interface Usage {
  /** User and system, since they were started. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}
export type UsageByPart = Readonly<Record<string, Usage>>;

/** USER_HZ, the fixed unit of process times in Linux. */
const ticksPerSecond = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly residentBytes: number;
}

/** Of each part that a system has noted in its data folder: the seven services, postgres, kafka and the supervisor. */
export function usageOf(dataFolder: string): UsageByPart {
  const all = processes();
  return Object.fromEntries(
    Object.entries(partsOf(dataFolder)).map(([part, pid]) => {
      const its = part === 'postgres' ? familyOf(pid, all) : all.filter((each) => each.pid === pid);
      const ticks = its.reduce((sum, each) => sum + each.ticks, 0);
      const residentBytes = its.reduce((sum, each) => sum + each.residentBytes, 0);
      return [part, { cpuSeconds: ticks / ticksPerSecond, residentBytes }];
    }),
  );
}

/** By part, from one reading to another. */
export const cpuBetween = (from: UsageByPart, to: UsageByPart): Record<string, number> =>
  Object.fromEntries(
    Object.entries(to).map(([part, { cpuSeconds }]) => [part, cpuSeconds - (from[part]?.cpuSeconds ?? 0)]),
  );

export const sumOf = (values: Readonly<Record<string, number>>): number =>
  Object.values(values).reduce((sum, each) => sum + each, 0);

function partsOf(dataFolder: string): Record<string, number> {
  const folder = path.join(dataFolder, 'run');
  const records = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { name: string; pid: number },
  );
  return Object.fromEntries(records.map(({ name, pid }) => [name, pid]));
}

function familyOf(pid: number, all: readonly Process[]): readonly Process[] {
  return all.filter((each) => each.pid === pid || each.parent === pid);
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [processOf(Number(name), readFileSync(`/proc/${name}/stat`, 'utf8'))];
      } catch (error) {
        // It has ended since the folder was read.
        if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
      }
    });
}

const pageBytes = 4096;

/** The fields of proc_pid_stat(5) behind the name of the command, which may hold spaces. */
function processOf(pid: number, stat: string): Process {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, ticks] = [fields[1], (from: number) => fields[from] ?? 0];
  // Includes the times of children that it has waited for: backends that have exited count as the server.
  const used = ticks(11) + ticks(12) + ticks(13) + ticks(14);
  return { pid, parent, ticks: used, residentBytes: ticks(21) * pageBytes };
}
