import { execFileSync } from 'node:child_process';
import { LocalError } from '../local-error.js';

/** Whom PostgreSQL runs as. Undefined: as whoever runs this, since that is not root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const name = 'postgres';

/** PostgreSQL refuses to run as root, so root lends it the account `postgres` and makes it where there is none. */
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
