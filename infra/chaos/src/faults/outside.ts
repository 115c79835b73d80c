import { connect, type Socket } from 'node:net';
import { rest } from '@slipway/event-store';
import { announce, Given, walkTo, type Manners, type PeerManners } from '@slipway/scenarios';
import fc from 'fast-check';
import { fault, lasting, seconds } from './fault.js';

const peers = ['chat', 'alerts', 'mail'] as const;
const unfriendly = ['hang', 'drip', 'refuse', 'dead'] as const satisfies readonly PeerManners[];

/** The systems that Slipway sends to: a chat, an alert receiver, a mail server. */
export const spoilPeers = fault({
  name: 'spoil-peers',
  plans: () =>
    fc.record({
      peer: fc.constantFrom(...peers),
      manners: fc.constantFrom(...unfriendly),
      forMs: lasting(2000, 15_000),
    }),
  says: ({ peer, manners, forMs }) => `${manners}: how ${peer} is for ${seconds(forMs)}`,
  inflict: async ({ peer, manners, forMs }, { world }, over) => {
    world[peer].now(manners);
    await rest(forMs, over);
    world[peer].now('ok');
  },
});

const hostile = ['hang', 'drip', 'down', 'fail'] as const satisfies readonly Manners[];

/** Adds a release whose application misbehaves when Slipway probes it. The release stays there, waiting. */
export const hostileApplication = fault({
  name: 'hostile-application',
  plans: () => fc.constantFrom(...hostile),
  says: (manners) => `${manners}: how the application of one more release is, for good`,
  inflict: async (manners, { stage }) => {
    const release = new Given(stage, {}).unknown();
    release.app.now(manners);
    await announce(release);
    await walkTo(release, 'validate-prerelease');
  },
});

const openings = {
  silent: '',
  headers: 'GET /planning/v1/releases HTTP/1.1\r\nHost: chaos\r\n',
  body: 'POST /auth/token HTTP/1.1\r\nHost: chaos\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{',
} as const;

/** Clients that send so slowly that their requests never complete. */
export const slowStrangers = fault({
  name: 'slow-strangers',
  plans: (instances) =>
    fc.record({
      door: fc.constantFrom('the edge', ...instances),
      opening: fc.constantFrom(...(Object.keys(openings) as (keyof typeof openings)[])),
      count: fc.constantFrom(20, 200, 1100),
      forMs: lasting(3000, 12_000),
    }),
  says: ({ door, opening, count, forMs }) =>
    `${String(count)} slow connections (${opening}) to ${door} for ${seconds(forMs)}`,
  inflict: async ({ door, opening, count, forMs }, { system }, over) => {
    const url = system.instances.find(({ name }) => name === door)?.url ?? system.edgeUrl;
    const sockets = Array.from({ length: count }, () => stranger(Number(new URL(url).port), openings[opening]));
    for (let since = 0; since < forMs && !over.aborted; since += 1000) {
      await rest(1000, over);
      for (const socket of sockets) if (socket.writable && opening !== 'silent') socket.write('x: y\r\n');
    }
    for (const socket of sockets) socket.destroy();
  },
});

function stranger(port: number, opening: string): Socket {
  const socket = connect(port, '127.0.0.1', () => socket.write(opening));
  // The service can close the connection at any time.
  socket.on('error', () => undefined).resume();
  return socket;
}
