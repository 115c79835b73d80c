import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf, readVariables } from '@slipway/local';
import { checkoutOf, thisCheckout } from './checkout.js';
import { measure } from './measure.js';
import { tableOf, type Measured } from './table.js';

/** `npm run bench -- flows [--releases <number>] [--against <commit>]` */
const { values: asked } = parseArgs({
  options: { releases: { type: 'string', default: '40' }, against: { type: 'string' } },
});
const releases = Number(asked.releases);
if (!Number.isSafeInteger(releases) || releases < 1) {
  console.error(`--releases must be a number from 1, not '${asked.releases}'`);
  process.exit(2);
}

const report = (line: string) => console.log(`slipway: ${line}`);
const checkouts = asked.against === undefined ? [thisCheckout] : [await checkoutOf(asked.against), thisCheckout];
const measured: Measured[] = [];
for (const checkout of checkouts) {
  measured.push({ name: checkout.name, figures: await measure(checkout, releases, report) });
}
const table = tableOf(measured);
const folder = path.join(dataFolderOf(readVariables()), 'bench');
await mkdir(folder, { recursive: true });
const file = path.join(folder, 'flows.md');
await writeFile(file, `${table}\n`);
console.log(`\n${table}\n`);
report(`written to ${file}`);
