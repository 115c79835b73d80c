import type { CheckResult, Measurements } from '@slipway/contracts';

/** A table; pipes and line breaks in cells cannot break it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

export const list = (items: readonly string[]): string =>
  items.map((item) => `- ${item.replaceAll(/\s*\n\s*/g, ' ')}`).join('\n');

export const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)} %`;
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

export const checkTable = (results: readonly CheckResult[]): string =>
  table(
    ['Target', 'Result', 'Observed'],
    results.map(({ name, passed, observed }) => [name, passed ? 'as expected' : 'not as expected', observed]),
  );

const figures = ({ samples, errors, availability, p95, p99 }: Measurements): string[] => [
  String(samples),
  String(errors),
  percent(availability),
  milliseconds(p95),
  milliseconds(p99),
];
const headings = ['Samples', 'Errors', 'Availability', 'p95', 'p99'];

export const measurementTable = (measured: Measurements): string => table(headings, [figures(measured)]);

export const targetTable = (measured: readonly (Measurements & { readonly target: string })[]): string =>
  table(
    ['Target', ...headings],
    measured.map(({ target, ...of }) => [target, ...figures(of)]),
  );
