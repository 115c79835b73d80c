import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { capture, Problem, progress, root } from './processes.mjs';

/** Runs `npm ci` unless node_modules matches package-lock.json. */
export async function installPackages() {
  const wanted = lockedPackages('package-lock.json');
  if (wanted === undefined) throw new Problem('package-lock.json is missing: check it out again');
  if (isInstalled(wanted)) return;
  const places = [...wanted].filter(([, locked]) => isForThisMachine(locked)).map(([place]) => place);
  const isUnpacked = (place) => existsSync(path.join(root, place, 'package.json'));
  const bar = progress(`installing ${places.length} packages from package-lock.json (npm ci)`);
  const result = await capture('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    onTick: () => bar.tick(`${places.filter(isUnpacked).length} of ${places.length}`),
  });
  if (result.code !== 0) throw new Problem(`npm ci failed:\n${result.stderr}${result.stdout}`.trimEnd());
  bar.done();
}

function isForThisMachine({ os, cpu }) {
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

/** npm writes node_modules/.package-lock.json when it finishes, so comparing that file is enough. */
function isInstalled(wanted) {
  const present = lockedPackages(path.join('node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  return [...wanted].every(([place, locked]) => {
    const found = present.get(place);
    if (found === undefined) return locked.optional === true || locked.peer === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

function lockedPackages(file) {
  const absolute = path.join(root, file);
  if (!existsSync(absolute)) return undefined;
  const { packages } = JSON.parse(readFileSync(absolute, 'utf8'));
  return new Map(Object.entries(packages).filter(([place]) => place.startsWith('node_modules/')));
}
