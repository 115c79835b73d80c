import { build } from './launch/build.mjs';

/** Once per run of the int or e2e tests: one PostgreSQL and one Kafka, found by the test files through the environment. */
export default async function setUp() {
  const began = Date.now();
  await build(['@slipway/contracts', '@slipway/decider', '@slipway/local', '@slipway/testing']);
  const { startTestRun } = await import('../libs/testing/dist/run/test-run.js');
  const run = await startTestRun((line) => console.log(`slipway: ${line}`));
  globalThis.slipwayTestRun = run;
  Object.assign(process.env, run.environment);
  console.log(`slipway: PostgreSQL and Kafka for the tests are up after ${Math.round((Date.now() - began) / 1000)} s`);
}
