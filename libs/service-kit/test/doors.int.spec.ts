import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startService } from '../src/index.js';
import { CounterModule } from './counter-service.js';
import { startCounterSystem, type CounterSystem } from './counter-system.js';

const limits = { MAX_CONNECTIONS: '20', ADDRESS_REQUESTS_PER_SECOND: '60', TRUSTED_PROXIES: 'loopback' };

let system: CounterSystem;
const crowd: Socket[] = [];

beforeAll(async () => {
  system = await startCounterSystem(limits);
});

afterAll(async () => {
  for (const socket of crowd) socket.destroy();
  await system.stop();
});

const health = (path: string) =>
  fetch(`${system.service.healthUrl}/planning/${path}`, { signal: AbortSignal.timeout(3000) });

async function join(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  crowd.push(socket);
  await once(socket, 'connect');
  socket.write('GET /planning/v1/counters HTTP/1.1\r\nHost: x\r\n');
}

const portOf = (url: string): number => Number(new URL(url).port);

/** From an address of its own, as a proxy says it. */
const from = (address: string) => ({ 'x-forwarded-for': address });

describe('health', () => {
  it('has a port of its own, without a token', async () => {
    expect(portOf(system.service.healthUrl)).not.toBe(portOf(system.service.url));
    expect((await health('health/live')).status).toBe(200);
    expect(await (await health('health/ready')).json()).toMatchObject({ status: 'ok' });
    const metrics = await health('metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('slipway_projection_lag');
  });

  it('serves nothing else there', async () => {
    const answer = await health('v1/counters');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: 'ROUTE_UNKNOWN',
      fix: expect.stringContaining('/planning/metrics'),
    });
  });

  it.each(['url', 'healthUrl'] as const)(
    'is well while a crowd stands at its %s, and so is the main door',
    async (door) => {
      for (let count = 0; count < 80; count++) await join(portOf(system.service[door]));
      expect((await health('health/ready')).status).toBe(200);
      expect(await system.call('GET', 'v1/counters', { as: 'ada', headers: from('10.0.0.1') })).toMatchObject({
        status: 200,
      });
    },
  );
});

describe('the limit of an address', () => {
  it('refuses a flood of bad tokens before it looks at them, and nobody else', async () => {
    const flood = Array.from({ length: 70 }, () =>
      system.call('GET', 'v1/counters', { headers: { authorization: 'Bearer x', ...from('10.0.0.2') } }),
    );
    const answers = await Promise.all(flood);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(9);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS', limitPerSecond: 60 });
    expect(await system.call('GET', 'v1/counters', { as: 'ada', headers: from('10.0.0.3') })).toMatchObject({
      status: 200,
    });
  });
});

it.each([
  ['PORT', 'url'],
  ['HEALTH_PORT', 'healthUrl'],
] as const)('says which port is in use and that %s changes it', async (variable, door) => {
  const port = portOf(system.service[door]);
  const environment = { ...system.environment, [variable]: String(port) };
  await expect(startService(CounterModule, { service: 'planning', environment })).rejects.toMatchObject({
    code: 'PORT_UNAVAILABLE',
    details: { port, variable, fix: expect.stringContaining(`set ${variable} to another port`) },
  });
});
