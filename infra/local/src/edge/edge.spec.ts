import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../ports.js';
import { startEdge, type Edge, type EdgeOptions } from './edge.js';

describe('the edge', () => {
  let service: Server;
  let edge: Edge;
  let options: EdgeOptions;

  beforeAll(async () => {
    service = createServer((request, response) => {
      if (request.url === '/planning/v1/hang-up') request.socket.destroy();
      else if (request.url === '/planning/v1/feed') response.writeHead(200).write('data: first\n\n');
      else if (request.url === '/planning/v1/frozen') return;
      else if (request.url === '/planning/v1/who') response.end(String(request.headers['x-forwarded-for']));
      else if (request.url === '/planning/v1/secret') response.writeHead(401).end();
      else response.end(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers.authorization)}`);
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const { port } = service.address() as AddressInfo;
    const at = (its: number) => ({ url: `http://127.0.0.1:${its}`, ready: `http://127.0.0.1:${its}/ready` });
    const nobody = at(await freePort());
    const planning = { ...at(port), healthUrl: nobody.url };
    const routes = { planning: [planning], audit: [nobody], issues: [nobody, at(port)] };
    options = { port: 0, routes, index: { name: 'Slipway' } };
    edge = await startEdge({ ...options, environment: { REQUEST_SECONDS: '1' } });
  });
  afterAll(async () => {
    await edge.stop();
    await new Promise((resolve) => service.close(resolve));
  });

  it('hands a request to its service with the same path', async () => {
    const response = await fetch(`${edge.url}/planning/v1/releases?limit=2`, {
      headers: { authorization: 'Bearer t' },
    });
    expect(await response.text()).toBe('GET /planning/v1/releases?limit=2 Bearer t');
  });

  it('answers 503 with Retry-After while a service is away', async () => {
    const response = await fetch(`${edge.url}/audit/v1/trails`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it('asks no instance that is away while another is ready', async () => {
    const ask = () => fetch(`${edge.url}/issues/v1/issues`).then(({ status }) => status);
    const first = [await ask(), await ask()];
    expect(first.toSorted()).toEqual([200, 503]);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 200]);
  });

  it('answers 502 when a service goes away in the middle', async () => {
    expect((await fetch(`${edge.url}/planning/v1/hang-up`)).status).toBe(502);
  });

  it('answers 504 for a service that is frozen', async () => {
    const answer = await fetch(`${edge.url}/planning/v1/frozen`);
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ code: 'SERVICE_SLOW', detail: expect.stringContaining('planning') });
  });

  it.each(['health/live', 'health/ready', 'metrics'])('takes %s from its own port', async (path) => {
    expect((await fetch(`${edge.url}/planning/${path}`)).status).toBe(503);
    expect((await fetch(`${edge.url}/planning/v1/${path}`)).status).toBe(200);
  });

  it('believes nobody who says for whom they send', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.1' };
    expect(await (await fetch(`${edge.url}/planning/v1/who`, { headers })).text()).toBe('127.0.0.1');
  });

  it('limits the requests of an address, refused tokens harder, and believes the proxies that it trusts', async () => {
    const environment = { ADDRESS_REQUESTS_PER_SECOND: '20', TRUSTED_PROXIES: 'loopback' };
    const limited = await startEdge({ ...options, environment });
    const statuses = async (path: string, address: string) => {
      const headers = { 'x-forwarded-for': address };
      const all = Array.from({ length: 15 }, () => fetch(`${limited.url}/planning/v1/${path}`, { headers }));
      return (await Promise.all(all)).map(({ status }) => status);
    };
    await statuses('secret', '10.0.0.1');
    const refused = await fetch(`${limited.url}/planning/v1/x`, { headers: { 'x-forwarded-for': '10.0.0.1' } });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await statuses('x', '10.0.0.2')).not.toContain(429);
    await limited.stop();
  });

  it('answers 404 for an unknown service, including names that every object has', async () => {
    const answer = await fetch(`${edge.url}/nowhere/v1`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: 'SERVICE_UNKNOWN',
      type: 'urn:slipway:problem:service-unknown',
      detail: '/nowhere is not a known service; known services: planning, audit, issues',
    });
    expect((await fetch(`${edge.url}/constructor/v1`)).status).toBe(404);
  });

  it('passes on a live feed as it comes', async () => {
    const gone = new AbortController();
    const response = await fetch(`${edge.url}/planning/v1/feed`, { signal: gone.signal });
    const { value } = (await response.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe('data: first\n\n');
    gone.abort();
  });

  it('tells at its root where everything is', async () => {
    expect(await (await fetch(`${edge.url}/`)).json()).toEqual({ name: 'Slipway' });
  });
});
