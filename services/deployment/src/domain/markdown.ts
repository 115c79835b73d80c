import type { CheckResult } from '@slipway/contracts';

/** A table; pipes and line breaks in cells cannot break it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(oneLine).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const list = (items: readonly string[]): string =>
  items.length === 0 ? 'None.' : items.map((item) => `- ${oneLine(item)}`).join('\n');

export const checkTable = (results: readonly CheckResult[]): string =>
  table(
    ['Check', 'Result', 'Observed'],
    results.map(({ name, passed, observed }) => [name, passed ? 'passed' : 'failed', observed]),
  );

const oneLine = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
