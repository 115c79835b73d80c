import { inline } from '@slipway/flow';

/** Markdown to be kept in the evidence store. */
export interface Document {
  readonly title: string;
  readonly text: string;
}

/** A Markdown document with its title as heading; empty parts are left out. */
export function markdown(title: string, ...parts: readonly string[]): Document {
  const text = [`# ${inline(title)}`, ...parts.filter((part) => part !== '')].join('\n\n');
  return { title, text: `${text}\n` };
}

export const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${inline(title)}`, ...parts.filter((part) => part !== '')].join('\n\n');
