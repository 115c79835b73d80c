import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { asOneFile } from './one-file.mjs';
import { dataFolder, root } from './processes.mjs';

const folder = path.join(dataFolder, 'third-party');

/** A statement that imports of a package; `import type` names no module that exists at run time. */
const importing = /^(?:import|export)(?! type\b)(?: [^'";]*? from)? '((?:@[\w-]+\/)?[a-z][\w./-]*)';/gm;

/** What the services import of packages, as in `zod` and `kafkajs/src/broker/index.js`. */
function imported() {
  const files = globSync('{libs,services}/*/src/**/*.ts', { cwd: root, exclude: (name) => name.endsWith('.spec.ts') });
  const names = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(importing)].map(([, name]) => name),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('@slipway/') && !hasOwnCopies(name)).toSorted();
}

/** Whether a project has a version of its own, which is then bundled with the project. */
const hasOwnCopies = (name) => globSync(`{libs,services,infra}/*/node_modules/${name}`, { cwd: root }).length > 0;

/**
 * Bundles the packages that the services import, once for each state of `package-lock.json`. A service that is built
 * without them is 20 times smaller, and the compile cache keeps what it loads of them.
 * @returns an esbuild plugin that leaves these packages out of a bundle, and has it load them from here
 */
export async function thirdPartyApart() {
  const names = imported();
  const digest = createHash('sha256').update(process.version).update(names.join());
  for (const file of ['package-lock.json', 'infra/launch/third-party.mjs', 'infra/launch/one-file.mjs'])
    digest.update(readFileSync(path.join(root, file)));
  const current = path.join(folder, digest.digest('hex').slice(0, 16));
  if (!existsSync(current)) await bundle(names, current);
  const known = new Map(names.map((name) => [name, pathToFileURL(path.join(current, `${fileOf(name)}.js`)).href]));
  return {
    name: 'third party apart',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./#]/ }, ({ path: name }) => {
        const apart = known.get(name);
        return apart && { path: apart, external: true };
      });
    },
  };
}

const fileOf = (name) => name.replaceAll('/', '+');

async function bundle(names, target) {
  rmSync(folder, { recursive: true, force: true });
  const entries = path.join(folder, 'entries');
  mkdirSync(entries, { recursive: true });
  const written = names.map(async (name) => {
    const file = path.join(entries, `${fileOf(name)}.mjs`);
    writeFileSync(file, await entryOf(name));
    return file;
  });
  const outdir = path.join(folder, 'unfinished');
  // What several of them import is in a chunk of its own, so that it is there once.
  const shared = { splitting: true, minify: false, sourcemap: false };
  await build({ ...asOneFile, ...shared, entryPoints: await Promise.all(written), outdir });
  renameSync(outdir, target);
}

/** States the exports of a package one by one: those of a CommonJS package cannot be exported with a star. */
async function entryOf(name) {
  const exported = Object.keys(await import(name)).filter((key) => key !== 'module.exports');
  return exported.length === 0 ? `import '${name}';\n` : `export { ${exported.join(', ')} } from '${name}';\n`;
}
