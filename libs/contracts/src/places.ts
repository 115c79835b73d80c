/** A value within a JSON value, and the way to it. */
export interface Place {
  readonly value: unknown;
  readonly name?: string | number;
  readonly within?: Place;
}

/**
 * A JSON value and every value within it, the outer ones first.
 * Iterative: input that is nested a hundred thousand levels deep must not overflow the stack.
 */
export function* placesIn(value: unknown): Iterable<Place> {
  const places: Place[] = [{ value }];
  for (const place of places) {
    yield place;
    for (const [name, part] of partsOf(place.value)) places.push({ value: part, name, within: place });
  }
}

export function pathTo(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.name !== undefined; at = at.within) path.unshift(at.name);
  return path;
}

function partsOf(value: unknown): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
