import { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Checks variables, all of them at once. An empty value counts as absent.
 * @param examples what to put there, by variable
 * @throws ServiceKitError CONFIGURATION_INVALID whose message lists every bad variable with what to put there.
 */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  variables: Variables,
  examples: Readonly<Record<string, string>> = {},
): z.output<Schema> {
  const present = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path: [variable, ...within], message }) => {
    const name = String(variable);
    const place = within.length === 0 ? '' : ` (at ${within.join('.')})`;
    const example = examples[name] === undefined ? '' : `, for example ${examples[name]}`;
    return name in present ? `${name}: ${message}${place}${example}` : `${name} is missing${example}`;
  });
  throw new ServiceKitError('CONFIGURATION_INVALID', { problems, seeAlso: '.env.example documents every variable' });
}

/** A variable that holds JSON, which `schema` checks. */
export const jsonVariable = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        // The message of JSON.parse repeats a part of the text, which can be a secret.
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
