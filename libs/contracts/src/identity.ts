import { z } from 'zod';

/**
 * The form in which identities are compared: Unicode NFKC, without white space around it, in lower case.
 * `Grace` and `grace ` are the person `grace`.
 */
export const canonicalIdentity = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Control, format and other invisible characters: they make two names that look the same differ. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a name has invisible characters. */
export const hasUnseen = (name: string): boolean => unseen.test(name);

/** A person as the identity provider names them, in canonical form. */
export const PersonId = z
  .string()
  .max(200)
  .refine((name) => !hasUnseen(name), 'name a person without control and invisible characters')
  .transform(canonicalIdentity)
  .pipe(z.string().min(1, 'name a person as the identity provider does'));

export const samePerson = (one: string, other: string): boolean => canonicalIdentity(one) === canonicalIdentity(other);

/** How the names that publishers and people give become those of the identity provider. */
export interface Identities {
  /** What the identity provider's names look like, in canonical form. */
  readonly format: RegExp;
  /** From another name of a person to the identity provider's, both in canonical form. */
  readonly aliases: ReadonlyMap<string, string>;
}

export type Identity =
  | { readonly known: true; readonly name: string }
  /** No name that the identity provider would give: as it came, so that somebody can say who it is. */
  | { readonly known: false; readonly name: string };

/** The identity of a name, by the configuration. */
export function identify(name: string, { format, aliases }: Identities): Identity {
  const canonical = canonicalIdentity(name);
  const identity = aliases.get(canonical) ?? canonical;
  return format.test(identity) ? { known: true, name: identity } : { known: false, name };
}
