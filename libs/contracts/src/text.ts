/** A text somewhere in a value that cannot be kept: where it is, and what to do about it. */
export interface TextDefect {
  readonly path: readonly (string | number)[];
  readonly fix: string;
}

interface Place {
  readonly value: unknown;
  readonly name?: string | number;
  readonly within?: Place;
}

/**
 * A text of a JSON value, name or content, that no store and no reader of ours could take: PostgreSQL has no U+0000,
 * and half a surrogate pair has no UTF-8. An event is for ever, so such a text is refused before it is in one.
 */
export function textDefect(value: unknown): TextDefect | undefined {
  // Not by recursion: what strangers nest a hundred thousand deep must not overflow the stack here.
  const places: Place[] = [{ value }];
  for (const place of places) {
    if (typeof place.value === 'string' && !isKeepable(place.value)) {
      return { path: pathTo(place), fix: `send text without ${culprit(place.value)}` };
    }
    for (const [name, part] of partsOf(place.value)) {
      if (typeof name === 'string' && !isKeepable(name)) {
        return { path: pathTo(place), fix: `name no field with ${culprit(name)}` };
      }
      places.push({ value: part, name, within: place });
    }
  }
  return undefined;
}

function partsOf(value: unknown): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function pathTo(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.name !== undefined; at = at.within) path.unshift(at.name);
  return path;
}

const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const culprit = (text: string): string => (text.includes('\0') ? 'U+0000' : 'half a surrogate pair');
