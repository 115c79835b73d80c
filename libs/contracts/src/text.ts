import { deceptiveCharacter } from './deceptive.js';
import { pathTo, placesIn } from './places.js';

/** Text in a value that cannot be stored: its location, and the fix. */
export interface TextDefect {
  readonly path: readonly (string | number)[];
  readonly fix: string;
}

/**
 * A text of a JSON value, name or content, that no store and no reader of ours could take: PostgreSQL has no U+0000,
 * half a surrogate pair has no UTF-8, and what turns text round or hides in it deceives who reads the trail.
 * Events are permanent, so such text is refused before it is recorded.
 */
export function textDefect(value: unknown): TextDefect | undefined {
  for (const place of placesIn(value)) {
    const inName = typeof place.name === 'string' ? culprit(place.name) : undefined;
    if (inName !== undefined) return { path: pathTo(place).slice(0, -1), fix: `name no field with ${inName}` };
    const inText = typeof place.value === 'string' ? culprit(place.value) : undefined;
    if (inText !== undefined) return { path: pathTo(place), fix: `send text without ${inText}` };
  }
  return undefined;
}

function culprit(text: string): string | undefined {
  if (text.includes('\0')) return 'U+0000';
  return text.isWellFormed() ? deceptiveCharacter(text) : 'half a surrogate pair';
}
