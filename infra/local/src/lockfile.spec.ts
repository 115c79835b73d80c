import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './settings.js';

interface Locked {
  readonly link?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}

const file = readFileSync(path.join(repositoryRoot, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(file) as { packages: Record<string, Locked> };
const downloaded = Object.entries(packages).filter(
  ([place, { link }]) => place.includes('node_modules/') && link !== true,
);

// npm leaves the digest out for packages of other platforms when it makes the file from node_modules:
// remove such entries, then `npm i --package-lock-only` in a checkout without node_modules.
describe('package-lock.json', () => {
  it('says what every package must be, those of other platforms too', () => {
    expect(downloaded.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  });

  it('names no place to download from', () => {
    expect(downloaded.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
