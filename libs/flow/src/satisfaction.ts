/** Of ratings of 1 to 5, those from here on count as satisfied. */
export const satisfiedFrom = 4;

/** The share of ratings that count as satisfied; nothing where there is none. A user has one: the last that they gave. */
export function satisfactionOf(ratings: readonly number[]): number | undefined {
  if (ratings.length === 0) return undefined;
  return ratings.filter((rating) => rating >= satisfiedFrom).length / ratings.length;
}
