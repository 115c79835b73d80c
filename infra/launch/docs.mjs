import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Logger } from '@nestjs/common';
import * as prettier from 'prettier';
import { eventCatalogue, oneRelease, structure, topicsAndConsumers } from './pages.mjs';
import { root } from './processes.mjs';
import { statedFlow } from './stated-flow.mjs';

/** What is made from the code, or from the flow's own document. */
const makers = {
  'libs/flow/src/base-flow.generated.ts': statedFlow,
  'infra/docs/structure.md': structure,
  'infra/docs/release.md': oneRelease,
  'infra/docs/topics.md': topicsAndConsumers,
  'infra/docs/events.md': eventCatalogue,
};

const load = (file) => import(pathToFileURL(path.join(root, file)).href);

/** What the pages are made from: the code as it was built. */
async function source() {
  const contracts = await load('libs/contracts/dist/index.js');
  const { baseFlow } = await load('libs/flow/dist/index.js');
  const { readStated } = await load('libs/flow/dist/import-markdown.js');
  return { contracts, readStated, flow: baseFlow, packages: packages(), consumers: await consumers() };
}

function packages() {
  return globSync('{libs,services,infra}/*/package.json', { cwd: root })
    .toSorted()
    .map((file) => ({ folder: path.dirname(file), ...JSON.parse(readFileSync(path.join(root, file), 'utf8')) }));
}

const marks = new Set(['slipway.reaction', 'slipway.raw-consumer']);

/** Every provider of a service that is marked as a consumer, with what it consumes. */
async function consumers() {
  // TypeORM's module warns where several services are loaded into one process.
  Logger.overrideLogger(false);
  const found = [];
  for (const file of globSync('services/*/dist/*.module.js', { cwd: root }).toSorted()) {
    const service = file.split(path.sep)[1];
    for (const provider of Object.values(await load(file)).flatMap((each) => Reflect.getMetadata('providers', each))) {
      const mark = typeof provider === 'function' && markOf(provider);
      if (mark) found.push({ service, ...Reflect.getMetadata(mark, provider) });
    }
  }
  return found.toSorted((one, other) => one.group.localeCompare(other.group));
}

const markOf = (provider) => Reflect.getMetadataKeys(provider).find((key) => marks.has(key.description));

/** The files by name, formatted as everything else is. */
async function pages() {
  const from = await source();
  const made = Object.entries(makers).map(async ([name, make]) => {
    const file = path.join(root, name);
    const settings = await prettier.resolveConfig(file);
    return [file, await prettier.format(make(from), { ...settings, filepath: file })];
  });
  return Promise.all(made);
}

const current = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
const stale = (await pages()).filter(([file, text]) => current(file) !== text);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`${path.relative(root, file)} differs from the code: run npm run docs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [file, text] of stale) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path.relative(root, file)}`);
  }
  if (stale.length === 0) console.log('every generated file says what its source says');
}
