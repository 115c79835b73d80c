import { pathTo, placesIn } from './places.js';

/** A text somewhere in a value that cannot be kept: where it is, and what to do about it. */
export interface TextDefect {
  readonly path: readonly (string | number)[];
  readonly fix: string;
}

/**
 * A text of a JSON value, name or content, that no store and no reader of ours could take: PostgreSQL has no U+0000,
 * and half a surrogate pair has no UTF-8. An event is for ever, so such a text is refused before it is in one.
 */
export function textDefect(value: unknown): TextDefect | undefined {
  for (const place of placesIn(value)) {
    if (typeof place.name === 'string' && !isKeepable(place.name)) {
      return { path: pathTo(place).slice(0, -1), fix: `name no field with ${culprit(place.name)}` };
    }
    if (typeof place.value === 'string' && !isKeepable(place.value)) {
      return { path: pathTo(place), fix: `send text without ${culprit(place.value)}` };
    }
  }
  return undefined;
}

const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const culprit = (text: string): string => (text.includes('\0') ? 'U+0000' : 'half a surrogate pair');
