import type { Heading, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { toString } from 'mdast-util-to-string';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { refuse, type Problems } from './problems.js';

/** A heading with what stands below it, down to the next heading of its depth. */
export interface Section {
  readonly title: string;
  readonly line: number;
  readonly content: readonly RootContent[];
}

export interface Outline {
  readonly title: string;
  /** Between the title and the first section. */
  readonly head: Section;
  readonly sections: readonly Section[];
  readonly lastLine: number;
}

const largest = 100_000;
const mostDelimiters = 1000;
const deeplyNested = /^(?:[ \t>]|[-+*][ \t]|\d+[.)][ \t]){33}/;

export function readOutline(markdown: string): Outline {
  refuseUnreadable(markdown);
  const root = fromMarkdown(markdown, {
    extensions: [gfmTable(), gfmTaskListItem()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
  });
  const [title, ...rest] = withoutClosingNote(root);
  if (title?.type !== 'heading' || title.depth !== 1)
    refuse('MISSING_TITLE', title === undefined ? 1 : lineOf(title), 'the document must begin with one # heading');
  const { before, sections } = split(rest, 2);
  const second = rest.find((node) => isHeading(node, 1));
  if (second !== undefined) refuse('UNEXPECTED_CONTENT', lineOf(second), 'a document has only one # heading');
  return {
    title: textOf(title),
    head: { title: textOf(title), line: lineOf(title), content: before },
    sections,
    lastLine: root.position?.end.line ?? 1,
  };
}

/**
 * The parser's time grows with the square of the nesting and more, and in a block of lines it pairs each * and _ with every
 * other: what no template needs is refused before it is parsed.
 */
function refuseUnreadable(markdown: string): void {
  if (markdown.length > largest)
    refuse('DOCUMENT_TOO_LARGE', 1, `the document has more than ${String(largest)} characters; shorten it`);
  let delimiters = 0;
  for (const [at, line] of markdown.split(/\r\n?|\n/).entries()) {
    if (deeplyNested.test(line))
      refuse('UNEXPECTED_CONTENT', at + 1, 'the line is nested too deeply; begin it at the margin');
    delimiters = line.trim() === '' ? 0 : delimiters + line.replaceAll(/[^*_]/g, '').length;
    if (delimiters > mostDelimiters)
      refuse('UNEXPECTED_CONTENT', at + 1, 'the lines down to here have too many * and _; make them plain');
  }
}

/** The sections below the headings of this depth, and what comes before the first of them. */
export function split(nodes: readonly RootContent[], depth: Heading['depth']) {
  const starts = nodes.flatMap((node, at) => (isHeading(node, depth) ? [at] : []));
  const sections = starts.flatMap((start, at): Section[] => {
    const [heading, ...content] = nodes.slice(start, starts[at + 1]);
    return heading === undefined ? [] : [{ title: textOf(heading), line: lineOf(heading), content }];
  });
  return { before: nodes.slice(0, starts[0]), sections };
}

/** The subsections of a section that has nothing else. */
export function subsections({ content }: Section): readonly Section[] {
  const { before, sections } = split(content, 3);
  const [stray] = before;
  if (stray !== undefined) refuse('UNEXPECTED_CONTENT', lineOf(stray), 'only ### headings belong here');
  return sections;
}

/**
 * The sections by title, each exactly once.
 * Notes what is missing (at `lastLine`), doubled or unknown; a reader of a missing section gets undefined.
 */
export function sectionsByTitle<Title extends string>(
  sections: readonly Section[],
  titles: readonly Title[],
  lastLine: number,
  problems: Problems,
): ReadonlyMap<Title, Section> {
  const isKnown = (title: string): title is Title => titles.some((known) => known === title);
  const found = new Map<Title, Section>();
  for (const section of sections)
    problems.attempt(() => {
      const { title, line } = section;
      if (!isKnown(title)) refuse('UNKNOWN_SECTION', line, `'${title}' is not one of: ${titles.join(', ')}`);
      if (found.has(title)) refuse('DUPLICATE_SECTION', line, `'${title}' occurs twice; merge the two`);
      found.set(title, section);
    });
  for (const title of titles.filter((known) => !found.has(known)))
    problems.attempt(() => refuse('MISSING_SECTION', lastLine, `the section '${title}' is missing; add it`));
  return found;
}

/** The text of a node in one line. */
export function textOf(node: RootContent): string {
  return oneLine(toString(node));
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

export function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1;
}

function isHeading(node: RootContent, depth: Heading['depth']): node is Heading {
  return node.type === 'heading' && node.depth === depth;
}

/** A rule (---) ends the template; a note may follow it, which is not part of the flow. */
function withoutClosingNote({ children }: Root): readonly RootContent[] {
  const rule = children.findIndex(({ type }) => type === 'thematicBreak');
  if (rule === -1) return children;
  const stray = children.slice(rule + 1).find(({ type }) => type !== 'paragraph');
  if (stray !== undefined)
    refuse('UNEXPECTED_CONTENT', lineOf(stray), 'only a closing note may follow the rule (---); remove the rule');
  return children.slice(0, rule);
}
