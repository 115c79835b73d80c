import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpCheck } from '@slipway/contracts';
import { Outbound, readOutboundSettings } from '@slipway/service-kit';
import { HttpCheckRunner } from './http-check-runner.js';

let server: Server;
let url: string;
let requests = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end('Welcome');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterAll(async () => {
  await outbound.close();
  server.closeAllConnections();
  server.close();
});

const outbound = new Outbound(readOutboundSettings({}));
const runner = new HttpCheckRunner(outbound);
const check = (path: string, expect: HttpCheck['expect'] = { status: 200 }): HttpCheck => ({
  name: path,
  url: `${url}${path}`,
  method: 'GET',
  headers: {},
  expect,
});

describe('checks over HTTP', () => {
  it('say what was seen, and what was wanted instead', async () => {
    const results = await runner.run([
      check('/'),
      check('/missing'),
      check('/', { status: 200, bodyIncludes: 'Basket' }),
    ]);
    expect(results.map(({ passed }) => passed)).toEqual([true, false, false]);
    expect(results[1]?.observed).toMatch(/^status 404 in .*; status 200 was expected$/);
    expect(results[2]?.observed).toContain("the body lacks 'Basket'");
  });

  it('fail for a system that does not answer', async () => {
    const [result] = await runner.run([{ ...check('/'), url: 'http://127.0.0.1:1/' }]);
    expect(result).toMatchObject({ passed: false, observed: expect.stringContaining('no answer') as string });
  });

  it('make exactly as many requests as a performance run asks for, over all its checks', async () => {
    requests = 0;
    const samples = await runner.sample([check('/'), check('/missing')], 30);
    expect([requests, samples.length, samples.filter(({ failed }) => failed).length]).toEqual([30, 30, 15]);
  });
});
