import type { ReleaseSummary } from '@slipway/contracts';
import { heading, markdownOf, type Block } from './markdown.js';

/** Markdown as the evidence store keeps it. */
export interface Document {
  readonly title: string;
  readonly text: string;
}

export type NamedRelease = Pick<ReleaseSummary, 'product' | 'version'>;

/** How every document of a release is titled: `Release plan: shop 1.1.0`. */
export const titleOf = (subject: string, { product, version }: NamedRelease): string =>
  `${subject}: ${product} ${version}`;

/** A document about a release, with its title as the heading. */
export function documentOf(subject: string, release: NamedRelease, blocks: readonly Block[]): Document {
  const title = titleOf(subject, release);
  return { title, text: markdownOf([heading(title, 1), ...blocks]) };
}
