import { inline } from '@slipway/flow';

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
