/** Something to be kept in the evidence store. */
export interface Document {
  readonly title: string;
  readonly mediaType: 'text/markdown' | 'application/json';
  readonly text: string;
}

/** A Markdown document with its title as heading; empty parts are left out. */
export function markdown(title: string, ...parts: readonly string[]): Document {
  const text = [`# ${inline(title)}`, ...parts.filter((part) => part !== '')].join('\n\n');
  return { title, mediaType: 'text/markdown', text: `${text}\n` };
}

export const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${inline(title)}`, ...parts.filter((part) => part !== '')].join('\n\n');

/** A table; without rows, a line that says so. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

export const list = (items: readonly string[]): string =>
  items.length === 0 ? 'None.' : items.map((item) => `- ${inline(item)}`).join('\n');

/** What people wrote must not become structure of the document. */
export const inline = (text: string): string =>
  text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`<>*_[\]]|^#/g, '\\$&');

const cell = (text: string): string => inline(text).replaceAll('|', '\\|');

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
  const told = parts.filter(([, count]) => count > 0).slice(0, 2);
  return told.length === 0 ? '0 s' : told.map(([name, count]) => `${String(count)} ${name}`).join(' ');
}

export const percent = (ratio: number): string => `${String(Math.round(ratio * 10_000) / 100)} %`;
