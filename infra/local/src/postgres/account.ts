import { execFileSync } from 'node:child_process';
import { LocalError } from '../local-error.js';

/** The account that runs PostgreSQL. Undefined: the current user, which is not root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const name = 'postgres';

/** PostgreSQL refuses to run as root, so root runs it under the account `postgres`, which is created if missing. */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return lookUp();
  } catch {
    // There is no such account yet.
    return create();
  }
}

function create(): Account {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', name], { stdio: 'pipe' });
    return lookUp();
  } catch (cause) {
    const fix = `PostgreSQL cannot run as root, and no account '${name}' could be made for it: run as an ordinary user, or set DATABASE_URL`;
    throw new LocalError('POSTGRES_ACCOUNT_MISSING', { fix }, { cause });
  }
}

function lookUp(): Account {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  return { uid: id('-u'), gid: id('-g') };
}
