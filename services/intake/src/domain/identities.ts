import { canonicalIdentity } from '@slipway/contracts';

/** How the names that publishers give become those of the identity provider. */
export interface Identities {
  /** What the identity provider's names look like, in canonical form. */
  readonly format: RegExp;
  /** From a publisher's name to the identity provider's, both in canonical form. */
  readonly aliases: ReadonlyMap<string, string>;
}

export type Identity =
  | { readonly known: true; readonly name: string }
  /** Not a name of the identity provider: it stays as it came, so that a person can resolve it. */
  | { readonly known: false; readonly name: string };

export function identify(name: string, { format, aliases }: Identities): Identity {
  const canonical = canonicalIdentity(name);
  const identity = aliases.get(canonical) ?? canonical;
  return format.test(identity) ? { known: true, name: identity } : { known: false, name };
}

/** The reviewers: each of them once, and never the author. */
export function reviewersBesides(author: Identity, names: readonly string[], identities: Identities): string[] {
  const byName = new Map<string, string>();
  for (const reviewer of names.map((name) => identify(name, identities).name)) {
    const canonical = canonicalIdentity(reviewer);
    if (canonical !== canonicalIdentity(author.name) && !byName.has(canonical)) byName.set(canonical, reviewer);
  }
  return [...byName.values()];
}
