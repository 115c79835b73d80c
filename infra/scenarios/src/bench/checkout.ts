import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { LocalError, repositoryRoot } from '@slipway/local';

const run = promisify(execFile);

const git = async (...args: readonly string[]): Promise<string> =>
  (await run('git', ['-C', repositoryRoot, ...args])).stdout.trim();

/** The root of a checkout, and its name. */
export interface Checkout {
  readonly name: string;
  readonly root: string;
}

export const thisCheckout: Checkout = { name: 'this', root: repositoryRoot };

/**
 * A work tree of the commit in `.slipway/bench`, built. It stays for the next run: `git worktree remove` takes it away.
 * @throws LocalError SETTING_INVALID when there is no such commit, PROGRAM_FAILED when it cannot be built
 */
export async function checkoutOf(commit: string): Promise<Checkout> {
  const sha = await git('rev-parse', '--verify', `${commit}^{commit}`).catch((cause: unknown) => {
    throw new LocalError('SETTING_INVALID', { commit, fix: `'${commit}' is no commit of this repository` }, { cause });
  });
  const root = path.join(repositoryRoot, '.slipway', 'bench', sha.slice(0, 12));
  if (!existsSync(root)) await git('worktree', 'add', '--detach', root, sha);
  if (!existsSync(path.join(root, 'node_modules')) && lockfileOf(root) === lockfileOf(repositoryRoot)) {
    // Its links to the workspaces are relative, so a copy leads to those beside it.
    await run('cp', ['-al', path.join(repositoryRoot, 'node_modules'), root]);
  }
  const program = 'infra/run.mjs';
  await run(process.execPath, [program, 'build'], { cwd: root, maxBuffer: 100_000_000 }).catch((cause: unknown) => {
    throw new LocalError('PROGRAM_FAILED', { program, fix: `${commit} cannot be built in ${root}` }, { cause });
  });
  return { name: sha.slice(0, 7), root };
}

const lockfileOf = (root: string): string => readFileSync(path.join(root, 'package-lock.json'), 'utf8');
