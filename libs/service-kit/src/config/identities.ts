import { canonicalIdentity, type Identities } from '@slipway/contracts';
import { z } from 'zod';
import { jsonVariable } from './settings.js';

const Format = z.string().transform((pattern, context): RegExp => {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
});

const Schema = z
  .strictObject({
    format: Format.prefault('^[a-z][a-z0-9._-]*$'),
    aliases: z.record(z.string().min(1), z.string().min(1)).default({}),
  })
  .transform(({ format, aliases }, context): Identities => {
    const canonical = new Map<string, string>();
    for (const [alias, name] of Object.entries(aliases)) {
      const [from, to] = [canonicalIdentity(alias), canonicalIdentity(name)];
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', path: ['aliases', alias], message });
      };
      if (!format.test(to)) refuse(`'${to}' is no identity: it does not match the format`);
      if ((canonical.get(from) ?? to) !== to) refuse('is there twice in other spelling, and stands for two people');
      canonical.set(from, to);
    }
    return { format, aliases: canonical };
  });

/** INTAKE_IDENTITIES: how the names that publishers and people give become those of the identity provider. */
export const identitiesVariable = jsonVariable(Schema).prefault('{}');

export const identitiesExample = '{"format":"^[a-z][a-z0-9._-]*$","aliases":{"grace@example.com":"grace"}}';
