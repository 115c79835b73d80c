import type { CheckResult, Measurements } from '@slipway/contracts';

/** A table; pipes and line breaks in cells cannot break it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

export const list = (items: readonly string[]): string =>
  items.length === 0 ? 'None.' : items.map((item) => `- ${item.replaceAll(/\s*\n\s*/g, ' ')}`).join('\n');

export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

export const checkTable = (results: readonly CheckResult[]): string =>
  table(
    ['Check', 'Result', 'Observed'],
    results.map(({ name, passed, observed }) => [name, passed ? 'passed' : 'failed', observed]),
  );

export const measurementTable = ({ samples, errors, availability, p95, p99 }: Measurements): string =>
  table(
    ['Requests', 'Errors', 'Answered', 'p95', 'p99'],
    [[String(samples), String(errors), percent(availability), milliseconds(p95), milliseconds(p99)]],
  );

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
