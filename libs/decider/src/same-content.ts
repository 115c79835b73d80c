/** Whether two values are equal, ignoring the order of keys: stored data comes back in canonical order. */
export const sameContent = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one, inKeyOrder) === JSON.stringify(other, inKeyOrder);

// By code units, not by language: what counts as the same must not depend on where the service runs.
const inKeyOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
