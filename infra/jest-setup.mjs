import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { build } from './launch/build.mjs';
import { root } from './launch/processes.mjs';
import { standingServers } from './launch/standing-servers.mjs';

const program = path.join(root, 'infra', 'testing', 'dist', 'run', 'serve.js');

/** Once per run of the int or e2e tests: one PostgreSQL and one Kafka, found by the test files through the environment. */
export default async function setUp() {
  const began = Date.now();
  const standing = standingServers();
  if (standing !== undefined) {
    Object.assign(process.env, standing, { SLIPWAY_TEST_RUN: randomBytes(4).toString('hex') });
    console.log('slipway: using the PostgreSQL and the Kafka of npm run infra');
    return;
  }
  await build(['@slipway/contracts', '@slipway/decider', '@slipway/local', '@slipway/testing']);
  const environment = { ...process.env, NODE_OPTIONS: '--no-warnings' };
  // A separate process that Ctrl-C does not reach: it stops the servers when this end of the channel closes for any reason.
  const servers = spawn(process.execPath, [program], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  globalThis.slipwayTestServers = servers;
  Object.assign(process.env, await environmentFrom(servers));
  console.log(`slipway: PostgreSQL and Kafka for the tests are up after ${Math.round((Date.now() - began) / 1000)} s`);
}

function environmentFrom(servers) {
  return new Promise((resolve, reject) => {
    servers.once('error', reject);
    servers.once('exit', (code) =>
      reject(new Error(`the servers for the tests did not start (exit code ${code}): see above`)),
    );
    servers.once('message', ({ environment }) => resolve(environment));
  });
}
