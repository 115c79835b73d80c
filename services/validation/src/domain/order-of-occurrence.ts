/** Reports arrive in any order: the one that happened last counts, and of two at the same moment the one that came later. */
export const noEarlier = (one: { occurredAt: string }, other: { occurredAt: string }): boolean =>
  Date.parse(one.occurredAt) >= Date.parse(other.occurredAt);
