import { randomUUID } from 'node:crypto';
import {
  eventually,
  testDatabase,
  testTopics,
  tokenIssuer,
  type TestDatabase,
  type TestTopics,
} from '@slipway/testing';
import { DataSource } from 'typeorm';
import { startService, type RunningService } from '../src/index.js';
import { ServiceRuntime } from '../src/boot/service-runtime.js';
import { CounterModule, CounterRow } from './counter-service.js';

type Issuer = Awaited<ReturnType<typeof tokenIssuer>>;

let database: TestDatabase;
let topics: TestTopics;
let issuer: Issuer;
let service: RunningService;

const environment = () => ({
  DATABASE_URL: database.urlFor('planning'),
  KAFKA_BROKERS: topics.brokers,
  TOPIC_PREFIX: topics.prefix,
  PORT: '0',
  OIDC_ISSUERS: issuer.url,
  NODE_ENV: 'test',
  LOG_LEVEL: 'error',
});

const start = () => startService(CounterModule, { service: 'planning', environment: environment() });

interface Call {
  as?: string | undefined;
  key?: string | undefined;
  ifMatch?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function call(method: string, path: string, { as, key, ifMatch, body, headers = {} }: Call = {}) {
  const response = await fetch(`${service.url}/planning/${path}`, {
    method,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${await issuer.tokenFor(as)}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: json };
}

const count = (id: string, by: number, options: Call = {}) =>
  call('POST', `v1/counters/${id}/count`, { as: 'ada', key: randomUUID(), body: { by }, ...options });

const newId = () => `c-${randomUUID().slice(0, 8)}`;

beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(), tokenIssuer()]);
  topics = testTopics();
  await topics.create();
  service = await start();
});

afterAll(async () => {
  await service.close();
  await issuer.stop();
  await Promise.all([database.drop(), topics.drop()]);
});

describe('a command', () => {
  it('happens once under one key and gets its first answer again', async () => {
    const id = newId();
    const key = randomUUID();
    const first = await count(id, 2, { key });
    expect(first).toMatchObject({ status: 201, body: { stream: `release-${id}`, streamPosition: 1 } });
    expect(first.headers.get('etag')).toBe('"1"');
    await count(id, 3);
    const again = await count(id, 2, { key, body: '{ "by" : 2 }' });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const read = await call('GET', `v1/counters/${id}`, { as: 'edsger' });
    expect(read.body).toEqual({ total: 5 });
    expect(read.headers.get('etag')).toBe('"2"');
  });

  it('is refused under a key that belongs to another body', async () => {
    const id = newId();
    const key = randomUUID();
    await count(id, 2, { key });
    expect(await count(id, 3, { key })).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('keeps the keys of two people apart', async () => {
    const id = newId();
    const key = randomUUID();
    await count(id, 2, { key });
    expect(await count(id, 3, { key, as: 'root' })).toMatchObject({ status: 201, body: { streamPosition: 2 } });
  });

  it('needs a key', async () => {
    expect(await count(newId(), 1, { key: undefined })).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_REQUIRED' },
    });
  });

  it('wins or gets 412 when two expect the same position', async () => {
    const id = newId();
    await count(id, 1);
    const answers = await Promise.all([count(id, 2, { ifMatch: '"1"' }), count(id, 3, { ifMatch: '"1"' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const lost = answers.find(({ status }) => status === 412);
    expect(lost?.body).toMatchObject({ code: 'PRECONDITION_FAILED', expected: 1, actual: 2, stream: `release-${id}` });
  });

  it('names an If-Match that is none', async () => {
    expect(await count(newId(), 1, { ifMatch: 'W/"x"' })).toMatchObject({
      status: 400,
      body: { code: 'IF_MATCH_INVALID' },
    });
  });

  it('is answered with problem details when a rule refuses it', async () => {
    const id = newId();
    await count(id, 50);
    await count(id, 50);
    const refused = await count(id, 1);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: 'urn:slipway:problem:total-too-high',
        title: 'Total too high',
        code: 'TOTAL_TOO_HIGH',
        total: 100,
        limit: 100,
      },
    });
  });
});

describe('the door', () => {
  it('asks for a token', async () => {
    const answer = await count(newId(), 1, { as: undefined });
    expect(answer).toMatchObject({
      status: 401,
      body: { code: 'TOKEN_REQUIRED', fix: expect.stringContaining('Bearer') },
    });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('refuses a forged token', async () => {
    const token = await issuer.tokenFor('ada');
    const forged = `${token.slice(0, -6)}${token.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    const answer = await call('GET', 'v1/counters/whoami', { headers: { authorization: `Bearer ${forged}` } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } });
  });

  it('says which role is needed', async () => {
    expect(await count(newId(), 1, { as: 'edsger' })).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED', needed: ['release-manager'], has: ['auditor'] },
    });
  });

  it('keeps a command without @Roles for admin', async () => {
    expect(await call('POST', 'v1/counters/x/unguarded', { as: 'ada', key: 'k' })).toMatchObject({ status: 403 });
    expect(await call('POST', 'v1/counters/x/unguarded', { as: 'root', key: 'k' })).toMatchObject({ status: 201 });
  });

  it('lets anybody see what is public, and knows who asks', async () => {
    expect(await call('GET', 'v1/counters/open')).toMatchObject({ status: 200, body: { open: true } });
    expect(await call('GET', 'v1/counters/whoami', { as: 'ada' })).toMatchObject({
      body: { id: 'ada', kind: 'person', roles: ['release-manager'] },
    });
  });
});

describe('a bad request', () => {
  it('is told each wrong field and what it must be', async () => {
    const answer = await count(newId(), 1, { body: { by: 'two', more: 1 } });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'REQUEST_INVALID', detail: expect.stringContaining('by') },
    });
    expect(answer.body).toMatchObject({ fields: expect.arrayContaining([{ field: 'by', fix: expect.any(String) }]) });
    expect(await count('x'.repeat(21), 1)).toMatchObject({ status: 400 });
    expect(await call('GET', 'v1/counters?limit=0&nope=1', { as: 'ada' })).toMatchObject({ status: 400 });
  });

  it('is refused when it is not JSON, too large, or of another type', async () => {
    expect(await count(newId(), 1, { body: '{' })).toMatchObject({ status: 400, body: { code: 'BODY_MALFORMED' } });
    const large = JSON.stringify({ by: 'x'.repeat(1024 * 1024) });
    expect(await count(newId(), 1, { body: large })).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    expect(await count(newId(), 1, { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
  });

  it('gets 404 as a problem for what is not there', async () => {
    expect(await call('GET', 'v1/counters/none', { as: 'ada' })).toMatchObject({
      status: 404,
      body: { code: 'COUNTER_NOT_FOUND' },
    });
    expect(await call('GET', 'v1/nowhere', { as: 'ada' })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });

  it('may send bytes where bytes are taken, up to the limit of the route', async () => {
    const send = (body: string, type: string) =>
      call('POST', 'v1/counters/bytes', { as: 'ada', body, headers: { 'content-type': type } });
    expect(await send('hello', 'application/octet-stream')).toMatchObject({ status: 201, body: { size: 5 } });
    expect(await send('x'.repeat(101), 'application/octet-stream')).toMatchObject({
      status: 413,
      body: { limitBytes: 100 },
    });
    expect(await send('hello', 'text/plain')).toMatchObject({ status: 415 });
  });
});

describe('a projection', () => {
  const rows = () => service.app.get(DataSource).manager.find(CounterRow, { order: { id: 'ASC' } });

  it('shows what the log holds, and waits when asked to cover an index', async () => {
    const id = newId();
    await count(id, 4);
    await eventually(
      async () => expect((await rows()).find((row) => row.id === id)).toMatchObject({ total: 4 }) === undefined,
    );
    const status = service.app.get(ServiceRuntime).projections.status()[0];
    const covered = await call('GET', `v1/counters?covers=${String((status?.nextIndex ?? 1) - 1)}`, { as: 'ada' });
    expect(covered).toMatchObject({ status: 200, body: { items: expect.arrayContaining([{ id, total: 4 }]) } });
  });

  it('says when an index is not covered in time', async () => {
    expect(await call('GET', 'v1/counters?covers=999999999', { as: 'ada' })).toMatchObject({
      status: 503,
      body: { code: 'PROJECTION_BEHIND', logIndex: 999999999 },
    });
  });

  it('is rebuilt to the same rows', async () => {
    const before = await rows();
    expect(before.length).toBeGreaterThan(3);
    await service.app.get(DataSource).query('update counter set total = total + 1000');
    await service.app.get(ServiceRuntime).rebuild('counters');
    expect(await rows()).toEqual(before);
    await expect(service.app.get(ServiceRuntime).rebuild('nope')).rejects.toMatchObject({ code: 'PROJECTION_UNKNOWN' });
    const id = newId();
    await count(id, 7);
    await eventually(async () => (await rows()).some((row) => row.id === id && row.total === 7));
  });
});

describe('a timer', () => {
  const later = (id: string, at: Date) =>
    call('POST', `v1/counters/${id}/later`, { as: 'ada', key: randomUUID(), body: { at: at.toISOString() } });
  const total = async (id: string) => (await call('GET', `v1/counters/${id}`, { as: 'ada' })).body;

  it('fires close to its moment', async () => {
    const id = newId();
    const at = new Date(Date.now() + 700);
    await later(id, at);
    expect(await total(id)).toMatchObject({ status: 404 });
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}', { within: 3000 });
    expect(Date.now() - at.getTime()).toBeLessThan(1000);
  });

  it('fires once across a restart, and not again when it is set again to the same moment', async () => {
    const id = newId();
    const at = new Date(Date.now() + 300);
    await later(id, at);
    await service.close();
    service = await start();
    await eventually(async () => JSON.stringify(await total(id)) === '{"total":1}');
    await later(id, at);
    const marker = newId();
    await later(marker, new Date());
    await eventually(async () => JSON.stringify(await total(marker)) === '{"total":1}');
    expect(await total(id)).toEqual({ total: 1 });
  });
});

describe('operations', () => {
  it('answers live, ready, metrics and OpenAPI without a token', async () => {
    expect(await call('GET', 'health/live')).toMatchObject({ status: 200 });
    expect(await call('GET', 'health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
    const metrics = await call('GET', 'metrics');
    expect(metrics.body).toContain('slipway_commands_total{aggregate="release",outcome="accepted"');
    expect(metrics.body).toContain('slipway_projection_lag');
    const openapi = await call('GET', 'openapi.json');
    expect(openapi.body).toMatchObject({ openapi: '3.1.0' });
    expect(JSON.stringify(openapi.body)).toContain('"maximum":50');
    expect(JSON.stringify(openapi.body)).toContain('Idempotency-Key');
  });

  it('answers with the request id and safe headers', async () => {
    const answer = await call('GET', 'v1/counters/open', { headers: { 'x-request-id': 'my-request-1' } });
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});
