/** Of ratings of 1 to 5, those from here on count as satisfied. */
export const satisfiedFrom = 4;

/** How many users gave a rating. A user has one: the last that they gave. */
export interface RatingCount {
  readonly rating: number;
  readonly count: number;
}

/** How many users have rated. */
export const usersIn = (counts: readonly RatingCount[]): number => counts.reduce((sum, { count }) => sum + count, 0);

/** The share of users who are satisfied; nothing where nobody has rated. */
export function satisfactionOf(counts: readonly RatingCount[]): number | undefined {
  const users = usersIn(counts);
  return users === 0 ? undefined : usersIn(counts.filter(({ rating }) => rating >= satisfiedFrom)) / users;
}
