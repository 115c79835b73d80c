import { readFileSync } from 'node:fs';
import path from 'node:path';
import { limits } from './limits.js';

const page = readFileSync(path.join(import.meta.dirname, '../../../infra/limits.md'), 'utf8');

it('are on the page that people read', () => {
  const written = [...page.matchAll(/^\| `(\w+\.\w+)` +\| (\d+) +\|/gm)].map(([, name, value]) => [
    name,
    Number(value),
  ]);
  const inForce = Object.entries(limits).flatMap(([group, of]) =>
    Object.entries(of).map(([name, value]) => [`${group}.${name}`, value]),
  );
  expect(written).toEqual(inForce);
});
