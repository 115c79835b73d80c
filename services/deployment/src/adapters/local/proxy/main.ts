import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { endProcesses } from '../end-processes.js';
import { identify } from '../process-identity.js';
import { controlServer } from './control.js';
import { Forwarder } from './forwarder.js';
import { readInstances, readRoutes, writeProxy, writeRoutes } from './proxy-files.js';
import { Traffic } from './traffic.js';
import { watchOwner } from './watch.js';

/** Ends with this code when the stable address is taken by someone else. */
const portTaken = 3;
const endPatience = 3000;

const [folder = '', port = ''] = process.argv.slice(2);
const traffic = new Traffic();
traffic.routes = readRoutes(folder);
const token = randomBytes(24).toString('hex');

/** Kept in memory, since the folder itself may be removed. */
let instances = readInstances(folder) ?? [];
const remember = () => {
  try {
    instances = readInstances(folder) ?? instances;
  } catch (error) {
    // Traffic continues; the instances that were known before still have to be ended later.
    console.error(`the target's record cannot be read: ${String(error)}`);
  }
};
setInterval(remember, 500).unref();

const door = publicDoor(traffic);
const control = controlServer({
  token,
  traffic,
  keep: (routes) => {
    writeRoutes(folder, routes);
    remember();
  },
});
await listen(door, Number(port), process.env['DEPLOYMENT_TARGET_HOST'] ?? '127.0.0.1');
await listen(control, 0, '127.0.0.1');
const identity = identify(process.pid);
if (identity === undefined) throw new Error('the system does not tell when this process started');
writeProxy(folder, { ...identity, port: Number(port), controlPort: (control.address() as AddressInfo).port, token });

const supervisor = process.env['SLIPWAY_SUPERVISOR_PID'];
watchOwner(folder, supervisor === undefined || supervisor === '' ? undefined : Number(supervisor), (why) => {
  void end(why);
});
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => void end(name));

async function end(why: string): Promise<void> {
  console.log(`ending: ${why}`);
  door.close();
  door.closeIdleConnections();
  remember();
  await endProcesses(instances, endPatience);
  process.exit(0);
}

function publicDoor(served: Traffic): Server {
  const forwarder = new Forwarder(served);
  const server = createServer((request, response) => {
    forwarder.request(request, response);
  });
  server.on('upgrade', (request, socket, head: Buffer) => {
    forwarder.upgrade(request, socket as Socket, head);
  });
  // Longer than the timeouts of clients and load balancers, so that they close idle connections.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function listen(server: Server, at: number, host: string): Promise<void> {
  server.listen(at, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    console.error(String(error));
    process.exit((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portTaken : 1);
  }
}
