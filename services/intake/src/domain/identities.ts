import { canonicalIdentity, identify, type Identities, type Identity } from '@slipway/contracts';

/** The reviewers: each of them once, and never the author. */
export function reviewersBesides(author: Identity, names: readonly string[], identities: Identities): string[] {
  const byName = new Map<string, string>();
  for (const reviewer of names.map((name) => identify(name, identities).name)) {
    const canonical = canonicalIdentity(reviewer);
    if (canonical !== canonicalIdentity(author.name) && !byName.has(canonical)) byName.set(canonical, reviewer);
  }
  return [...byName.values()];
}

/** Whether one of them is somebody: a name that nobody can resolve may be another one of the author. */
export const someoneIsKnown = (reviewers: readonly string[], identities: Identities): boolean =>
  reviewers.some((reviewer) => identify(reviewer, identities).known);
