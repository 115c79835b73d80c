import { accessSync, constants, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ServiceKitError } from '../service-kit-error.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** The modes of pg that do what their names promise; `prefer` and `allow` would continue without TLS, unnoticed. */
const modes = ['disable', 'require', 'verify-ca', 'verify-full'];

/** The URL itself asks for TLS, as in libpq: `?sslmode=verify-full&sslrootcert=/run/secrets/ca.crt`. */
export function checkDatabaseUrl(url: string, context: z.RefinementCtx): void {
  if (!URL.canParse(url)) return;
  const { searchParams } = new URL(url);
  const mode = searchParams.get('sslmode');
  if (mode !== null && !modes.includes(mode)) context.addIssue(`sslmode must be one of ${modes.join(', ')}`);
  for (const name of ['sslrootcert', 'sslcert', 'sslkey']) {
    const path = searchParams.get(name);
    if (path !== null && !isReadable(path)) context.addIssue(`${name} names a file that cannot be read: ${path}`);
  }
}

/**
 * DATABASE_URL from the file that DATABASE_URL_FILE names, because it holds a password.
 * @throws ServiceKitError CONFIGURATION_INVALID if both are set, or the file cannot be read
 */
export function withDatabaseUrl(variables: Variables): Variables {
  const { DATABASE_URL_FILE: file, ...others } = variables;
  if (file === undefined || file === '') return variables;
  if ((others['DATABASE_URL'] ?? '') !== '')
    throw invalid('DATABASE_URL_FILE and DATABASE_URL exclude each other: unset one');
  if (!isReadable(file)) throw invalid(`DATABASE_URL_FILE names a file that cannot be read: ${file}`);
  return { ...others, DATABASE_URL: readFileSync(file, 'utf8').trimEnd() };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const invalid = (problem: string): ServiceKitError =>
  new ServiceKitError('CONFIGURATION_INVALID', {
    problems: [problem],
    seeAlso: '.env.example documents every variable',
  });
