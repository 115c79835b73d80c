import { z } from 'zod';

/**
 * The form in which identities are compared: Unicode NFKC, without white space around it, in lower case.
 * `Grace` and `grace ` are the person `grace`.
 */
export const canonicalIdentity = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** A person as the identity provider names them, in canonical form. */
export const PersonId = z
  .string()
  .max(200)
  .transform(canonicalIdentity)
  .pipe(z.string().min(1, 'name a person as the identity provider does'));

export const samePerson = (one: string, other: string): boolean => canonicalIdentity(one) === canonicalIdentity(other);
