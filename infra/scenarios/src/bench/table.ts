import { serviceNames } from '@slipway/contracts';
import type { Figures } from './measure.js';
import { sumOf, type UsageByPart } from './processes.js';

export interface Measured {
  readonly name: string;
  readonly figures: Figures;
}

interface Line {
  readonly what: string;
  readonly of: (figures: Figures) => number;
  readonly goal?: string;
}

const parts = [...serviceNames, 'postgres', 'kafka', 'supervisor'];

const lines: readonly Line[] = [
  { what: 'releases a minute', of: ({ releases, seconds }) => (60 * releases) / seconds, goal: '40' },
  { what: 'events of a release', of: ({ events }) => events },
  { what: 'CPU s of a release', of: ({ cpuSeconds }) => sumOf(cpuSeconds), goal: '2.5' },
  ...parts.map((part) => ({ what: `… ${part}`, of: ({ cpuSeconds }: Figures) => cpuSeconds[part] ?? 0 })),
  { what: 'step change p50, ms', of: ({ changes }) => percentile(changes, 50) },
  { what: 'step change p99, ms', of: ({ changes }) => percentile(changes, 99), goal: '500' },
  { what: 'start, s', of: ({ startSeconds }) => startSeconds, goal: '8' },
  { what: 'the services idle, % of a core', of: ({ idle }) => 100 * sumOf(ofServices(idle)), goal: '2' },
  { what: 'PostgreSQL idle, % of a core', of: ({ idle }) => 100 * (idle['postgres'] ?? 0) },
  { what: 'Kafka idle, % of a core', of: ({ idle }) => 100 * (idle['kafka'] ?? 0) },
  { what: 'the services before, MB', of: ({ before }) => megabytes(before), goal: '900' },
  { what: 'the services after, MB', of: ({ after }) => megabytes(after) },
];

/** One column for each checkout and, where there are two, how they compare. */
export function tableOf(measured: readonly Measured[]): string {
  const [first, second] = measured;
  const compared = first !== undefined && second !== undefined;
  const heads = ['', ...measured.map(({ name }) => name), ...(compared ? ['ratio'] : []), 'goal'];
  const rows = lines.map(({ what, of, goal = '' }) => {
    const values = measured.map(({ figures }) => of(figures));
    const ratio = compared ? [rounded((values[1] ?? 0) / (values[0] ?? 0))] : [];
    return [what, ...values.map(rounded), ...ratio, goal];
  });
  return [heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const ofServices = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(serviceNames.map((name) => [name, values[name] ?? 0]));

const megabytes = (usage: UsageByPart): number =>
  serviceNames.reduce((sum, name) => sum + (usage[name]?.residentBytes ?? 0), 0) / 1e6;

const rounded = (value: number): string => value.toFixed(value < 20 ? 2 : 0);

/** Nearest rank. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
