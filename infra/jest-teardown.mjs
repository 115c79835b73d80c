export default async function tearDown() {
  await globalThis.slipwayTestRun?.stop();
}
