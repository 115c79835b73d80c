import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf, explain, LocalError, readVariables } from '@slipway/local';
import { checkoutOf, thisCheckout } from './checkout.js';
import { stopLaunched } from './launched.js';
import { measure } from './measure.js';
import { tableOf, type Measured } from './table.js';

const usage = 'npm run bench -- flows [--releases <number>] [--against <commit>]';

interface Asked {
  readonly releases: number;
  readonly against: string | undefined;
}

function asked(): Asked {
  const options = { releases: { type: 'string', default: '20' }, against: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ options });
    const releases = Number(values.releases);
    if (Number.isSafeInteger(releases) && releases >= 1) return { releases, against: values.against };
  } catch (cause) {
    throw new LocalError('SETTING_INVALID', { fix: `${String(cause)}: ${usage}` }, { cause });
  }
  throw new LocalError('SETTING_INVALID', { fix: `--releases is a number from 1: ${usage}` });
}

async function bench({ releases, against }: Asked): Promise<void> {
  const report = (line: string) => console.log(`slipway: ${line}`);
  const checkouts = against === undefined ? [thisCheckout] : [await checkoutOf(against), thisCheckout];
  const measured: Measured[] = [];
  // In sequence, so that each has the machine to itself.
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
}

process.once('SIGTERM', () => {
  void stopLaunched().finally(() => process.exit(143));
});
try {
  await bench(asked());
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
