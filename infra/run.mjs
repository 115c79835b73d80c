import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './launch/build.mjs';
import { installPackages } from './launch/install.mjs';
import { resolveKafka } from './launch/kafka-jars.mjs';
import { runOnPinnedNode, runToEnd, nodeModulesBin, root } from './launch/processes.mjs';
import { demandNode, demandKafka } from './launch/prerequisites.mjs';
import { runAffected, runFormat, runLint, runTests, runTypecheck, watchTests } from './launch/checks.mjs';

/** What each npm script needs before it runs, and what it then runs with the pinned Node. */
const commands = {
  start: {
    settings: true,
    kafka: 'local',
    build: true,
    run: (args) => runToEnd(['infra/local/dist/main.js', 'start', ...args]),
  },
  dev: { settings: true, kafka: 'local', build: true, run: runDev },
  infra: { kafka: 'test', build: true, run: () => runToEnd(['infra/testing/dist/run/serve.js', 'stay']) },
  demo: { settings: true, kafka: 'local', build: true, run: (args) => runToEnd(['infra/demo/dist/main.js', ...args]) },
  chaos: {
    settings: true,
    kafka: 'local',
    build: true,
    run: (args) => runToEnd(['infra/chaos/dist/main.js', ...args]),
  },
  reset: { settings: true, build: true, run: (args) => runToEnd(['infra/local/dist/main.js', 'reset', ...args]) },
  rebuild: {
    settings: true,
    kafka: 'local',
    build: true,
    run: (args) => runToEnd(['infra/local/dist/main.js', 'rebuild', ...args]),
  },
  bench: { kafka: 'local', build: true, run: (args) => runToEnd(['infra/local/dist/main.js', 'bench', ...args]) },
  build: { build: true, run: () => 0 },
  format: { run: () => runFormat() },
  lint: { run: (args) => runLint(args) },
  docs: { build: true, run: (args) => runToEnd(['infra/launch/docs.mjs', ...args]) },
  typecheck: { run: (args) => runTypecheck(args) },
  test: { kafka: 'test', run: (args) => runTests(args) },
  'test:watch': { kafka: 'test', run: (args) => watchTests(args) },
  affected: { kafka: 'test', run: (args) => runAffected(args) },
};

/** What .env sets, where it is there; the environment of this process wins. */
function loadSettings() {
  const file = path.join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** esbuild and swc are there once the packages are. */
async function runDev(args) {
  const { runForDev } = await import('./launch/dev.mjs');
  return runForDev(args);
}

async function main([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`slipway: no command '${name ?? ''}'; there are ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  demandNode();
  if (command.settings) loadSettings();
  const java = command.kafka === undefined ? undefined : await demandKafka(command.kafka);
  await installPackages();
  const elsewhere = await runOnPinnedNode([name, ...args]);
  if (elsewhere !== undefined) return elsewhere;
  process.env.PATH = `${nodeModulesBin}:${process.env.PATH ?? ''}`;
  if (java) await resolveKafka();
  if (command.build) await build();
  return command.run(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.oneLine ? `slipway: ${error.message}` : error);
  process.exitCode = 1;
}
