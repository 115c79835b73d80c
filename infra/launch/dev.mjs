import { existsSync, globSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';
import { context } from 'esbuild';
import { asOneFile } from './one-file.mjs';
import { dataFolder, progress, root, runToEnd, withCompileCache } from './processes.mjs';
import { thirdPartyApart } from './third-party.mjs';

/** Where the supervisor finds the services of `npm run dev`: those of `npm start` stay as Nx has made them. */
const devBundles = path.join(dataFolder, 'dev');

/** Milliseconds: an editor writes a file in several steps, and several files at once. */
const settled = 40;

/** Runs the system, and starts a service again each time that a file of it is saved. */
export async function runForDev(args) {
  const bundles = await bundleForDev();
  const environment = { SLIPWAY_INSPECT_PORTS_FROM: '9231', ...withCompileCache(), SLIPWAY_BUNDLES: devBundles };
  let stopWatching;
  try {
    return await runToEnd(['infra/local/dist/main.js', 'start', ...args], environment, (system) => {
      stopWatching = watchSources(bundles, (changed) => system.connected && system.send(changed));
    });
  } finally {
    stopWatching?.();
  }
}

/** Bundles each service, not minified, so that a debugger shows what was written, and without the packages that it imports. */
async function bundleForDev() {
  const bar = progress('bundling the services for npm run dev');
  const plugins = [await thirdPartyApart()];
  const bundles = new Map();
  for (const folder of globSync('services/*', { cwd: root })) {
    const service = path.basename(folder);
    bundles.set(service, await bundleOf(service, folder, plugins));
    bar.tick(service);
  }
  bar.done();
  return bundles;
}

async function bundleOf(service, folder, plugins) {
  const outdir = path.join(devBundles, service);
  const settings = { ...asOneFile, plugins, minify: false, metafile: true, absWorkingDir: root };
  const bundler = await context({ ...settings, entryPoints: programsOf(folder), outdir });
  const { metafile } = await bundler.rebuild();
  return { bundler, inputs: new Set(Object.keys(metafile.inputs)) };
}

/** Beside the service itself, those that its package names, as in `proxy/main=dist/adapters/local/proxy/main.js`. */
function programsOf(folder) {
  const { nx } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const further = nx.targets.bundle.options?.args.split(' ') ?? [];
  const programs = ['main=dist/main.js', ...further].map((program) => program.split('='));
  return Object.fromEntries(programs.map(([name, file]) => [name, path.join(folder, file)]));
}

/**
 * Compiles what is saved, and bundles the services that contain it.
 * @param onChanged gets the names of these services when their new bundles are there, and when the first file was saved
 */
function watchSources(bundles, onChanged) {
  const saved = new Set();
  let savedAt;
  let timer;
  let work = Promise.resolve();
  const note = (file) => {
    if (saved.size === 0) savedAt = Date.now();
    saved.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const change = { files: [...saved], savedAt };
      saved.clear();
      work = work.then(() => rebuild(change, bundles, onChanged)).catch(explain);
    }, settled);
  };
  const folders = globSync('{libs,services}/*/src', { cwd: root });
  const watchers = folders.map((folder) =>
    watch(path.join(root, folder), { recursive: true }, (_event, name) => {
      if (name?.endsWith('.ts') && !name.endsWith('.spec.ts')) note(path.join(folder, name));
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const { bundler } of bundles.values()) void bundler.dispose();
  };
}

/** What does not compile yet is no reason to stop watching: the next save may. */
function explain(error) {
  console.error(`slipway: not restarted, as it does not compile:\n${error.message}`);
}

async function rebuild({ files, savedAt }, bundles, onChanged) {
  const compiled = new Set(await Promise.all(files.map(compile)));
  const changed = [...bundles].filter(([, { inputs }]) => [...compiled].some((file) => inputs.has(file)));
  for (const [, bundle] of changed) {
    const { metafile } = await bundle.bundler.rebuild();
    bundle.inputs = new Set(Object.keys(metafile.inputs));
  }
  if (changed.length > 0) onChanged({ restart: changed.map(([service]) => service), savedAt });
}

/** As the build does with `swc`: `libs/x/src/a.ts` becomes `libs/x/dist/a.js`. */
async function compile(source) {
  const target = source.replace(`${path.sep}src${path.sep}`, `${path.sep}dist${path.sep}`).replace(/\.ts$/, '.js');
  const absolute = path.join(root, source);
  if (!existsSync(absolute)) {
    rmSync(path.join(root, target), { force: true });
    return target;
  }
  const { code, map } = await transformFile(absolute, { cwd: root, sourceMaps: true });
  mkdirSync(path.dirname(path.join(root, target)), { recursive: true });
  writeFileSync(path.join(root, target), `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  writeFileSync(path.join(root, `${target}.map`), map);
  return target;
}
