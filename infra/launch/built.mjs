import { createHash } from 'node:crypto';
import fs, { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder, root } from './processes.mjs';

/** The inputs and outputs of a build: see nx.json. */
const inputs = [
  '{libs,services,infra}/*/{src,test}/**/*',
  '{libs,services,infra}/*/package.json',
  'infra/launch/{bundle,one-file}.mjs',
  '{.swcrc,eslint.config.js,nx.json,package-lock.json,tsconfig.json}',
];
const outputs = '{libs,services,infra}/*/{dist,bundle}';
const mark = path.join(dataFolder, 'built');

/** The state of the inputs by time and size, because reading all files would take as long as running Nx. */
export function stateOfSources() {
  const digest = createHash('sha256');
  for (const file of fs.globSync(inputs, { cwd: root }).toSorted()) {
    const { mtimeMs, size } = statSync(path.join(root, file));
    digest.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return digest.digest('hex');
}

const folders = () => fs.globSync(outputs, { cwd: root }).toSorted().join('\n');

/** Whether the last full build had these inputs, and its outputs still exist. */
export const isBuilt = (sources) => existsSync(mark) && readFileSync(mark, 'utf8') === `${sources}\n${folders()}`;

export function noteBuilt(sources) {
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(mark, `${sources}\n${folders()}`);
}
