import { once } from 'node:events';

export default async function tearDown() {
  const servers = globalThis.slipwayTestServers;
  if (servers === undefined || servers.exitCode !== null) return;
  servers.disconnect();
  await once(servers, 'exit');
}
