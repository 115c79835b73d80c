import type { CheckResult, Measurements } from '@slipway/contracts';

// An underscore within a word stays: Markdown takes it for text, and a link or a setting's name remains readable.
const structure = /[\\`<>*~[\]|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-+#]|(?<=^\d+)[.)](?= |$)/gu;

/** Text as part of a line: what people wrote must not become structure of the document. */
export const inline = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(structure, String.raw`\$&`);

/** A table; without rows, a line that says so. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [columns.map(inline), columns.map(() => '---'), ...rows.map((row) => row.map(inline))].map(line).join('\n');
}

export const list = (items: readonly string[]): string =>
  items.length === 0 ? none : items.map((item) => `- ${inline(item)}`).join('\n');

const none = 'None.';

/** `2026-11-24 10:00:05 UTC` */
export const moment = (instant: string): string => `${instant.slice(0, 19).replace('T', ' ')} UTC`;

/** The time between two instants, in its two largest units: `2 h 5 min`, `3 s`. */
export function between(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  const parts = units.map(([name, size], at) => {
    const larger = units[at - 1]?.[1] ?? Number.POSITIVE_INFINITY;
    return [name, Math.floor((seconds % larger) / size)] as const;
  });
  const shown = parts.filter(([, count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([name, count]) => `${String(count)} ${name}`).join(' ');
}

export const percent = (ratio: number): string => `${String(Math.round(ratio * 10_000) / 100)} %`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

export const checkTable = (results: readonly CheckResult[]): string =>
  table(
    ['Check', 'Result', 'Observed'],
    results.map(({ name, passed, observed }) => [name, passed ? 'passed' : 'failed', observed]),
  );

export const measurementTable = (measured: Measurements): string => table(figureNames, [figures(measured)]);

export const targetTable = (measured: readonly (Measurements & { readonly target: string })[]): string =>
  table(
    ['Target', ...figureNames],
    measured.map(({ target, ...of }) => [target, ...figures(of)]),
  );

const figureNames = ['Samples', 'Errors', 'Availability', 'p95', 'p99'];
const figures = ({ samples, errors, availability, p95, p99 }: Measurements): string[] => [
  String(samples),
  String(errors),
  percent(availability),
  milliseconds(p95),
  milliseconds(p99),
];
