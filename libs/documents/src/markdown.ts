import type { BlockContent, PhrasingContent } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';

/** A paragraph, a heading, a table or a list. */
export type Block = BlockContent;

/** Part of a line. Text is shown as it is written: none of it becomes structure of the document. */
export type Inline = string | PhrasingContent;

export const heading = (title: string, depth: 1 | 2 = 2): Block => ({
  type: 'heading',
  depth,
  children: [textOf(title)],
});

export const paragraph = (...parts: readonly Inline[]): Block => ({ type: 'paragraph', children: phrasing(parts) });

/** A heading and what stands below it. */
export const section = (title: string, ...blocks: readonly Block[]): readonly Block[] => [heading(title), ...blocks];

/** Without items, a paragraph that says so. */
export function list(items: readonly Inline[]): Block {
  if (items.length === 0) return none;
  return {
    type: 'list',
    spread: false,
    children: items.map((item) => ({ type: 'listItem', children: [paragraph(item)] })),
  };
}

/** Without rows, a paragraph that says so. */
export function table(columns: readonly string[], rows: readonly (readonly Inline[])[]): Block {
  if (rows.length === 0) return none;
  return {
    type: 'table',
    children: [columns, ...rows].map((cells) => ({
      type: 'tableRow',
      children: cells.map((cell) => ({ type: 'tableCell', children: phrasing([cell]) })),
    })),
  };
}

/** A link where the address is one of the web; else the text alone, so that no document runs or opens anything. */
export function link(url: string, text = url): Inline {
  if (!/^https?:\/\/\S+$/i.test(url)) return text;
  return { type: 'link', url, children: [textOf(text)] };
}

/** The blocks as GitHub Flavored Markdown (https://github.github.com/gfm/). */
export const markdownOf = (blocks: readonly Block[]): string =>
  toMarkdown(
    { type: 'root', children: [...blocks] },
    { bullet: '-', extensions: [gfmTableToMarkdown({ tablePipeAlign: false })] },
  );

/** One line of Markdown that shows the text as it is written, for documents too long to build as a whole. */
export const escaped = (text: string): string => markdownOf([paragraph(text)]).trimEnd();

const textOf = (value: string): PhrasingContent => ({ type: 'text', value: value.trim().replaceAll(/\s+/g, ' ') });

/** The space between a text and a link belongs to the text. */
const phrasing = (parts: readonly Inline[]): PhrasingContent[] =>
  parts.length === 1
    ? parts.map((part) => (typeof part === 'string' ? textOf(part) : part))
    : parts.map((part) => (typeof part === 'string' ? { type: 'text', value: part.replaceAll(/\s+/g, ' ') } : part));

const none = paragraph('None.');
