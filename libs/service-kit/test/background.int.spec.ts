import type { OpenAPIObject } from '@nestjs/swagger';
import { eventually } from '@slipway/testing';
import type { Call } from '@slipway/testing/services';
import type { EventStore } from '@slipway/event-store';
import { DataSource } from 'typeorm';
import { ServiceRuntime } from '../src/boot/service-runtime.js';
import { EVENT_STORE } from '../src/config/tokens.js';
import { Readiness } from '../src/health/readiness.js';
import { CounterRow } from './counter-service.js';
import { count as countIn, newId, startCounterSystem, type CounterSystem } from './counter-system.js';

let system: CounterSystem;

const call = (...args: Parameters<CounterSystem['call']>) => system.call(...args);
const count = (id: string, by: number, more: Call = {}) => countIn(system, id, by, more);

beforeAll(async () => {
  system = await startCounterSystem();
});

afterAll(async () => {
  await system.stop();
});

describe('a projection', () => {
  const rows = () => system.service.app.get(DataSource).manager.find(CounterRow, { order: { id: 'ASC' } });

  it('shows what the log holds, and waits when asked to cover an index', async () => {
    const id = newId();
    await count(id, 4);
    await eventually(async () => (await rows()).some((row) => row.id === id && row.total === 4));
    const status = system.service.app.get(ServiceRuntime).projections.status()[0];
    const covered = await call('GET', `v1/counters?covers=${String((status?.nextIndex ?? 1) - 1)}`, { as: 'ada' });
    expect(covered).toMatchObject({
      status: 200,
      body: { items: expect.arrayContaining([{ id, first: 4, total: 4 }]) },
    });
  });

  it('is up to date with what was committed a moment before, though the log does not hold it yet', async () => {
    const { projections } = system.service.app.get(ServiceRuntime);
    for (let round = 0; round < 5; round++) {
      const id = newId();
      await count(id, 3);
      await projections.upToDate();
      expect(await rows()).toContainEqual(expect.objectContaining({ id, total: 3 }));
    }
  });

  it('says when an index is not covered in time', async () => {
    expect(await call('GET', 'v1/counters?covers=999999999', { as: 'ada' })).toMatchObject({
      status: 503,
      body: { code: 'PROJECTION_BEHIND', logIndex: 999999999 },
    });
  });

  it('is rebuilt to the same rows', async () => {
    const ids = [newId(), newId(), newId()];
    for (const counter of [...ids, ...ids]) await count(counter, 3);
    const settled = () => rows().then((all) => ids.every((each) => all.find((row) => row.id === each)?.total === 6));
    await eventually(settled);
    const before = await rows();
    await system.service.app.get(DataSource).query('update counter set total = total + 1000');
    await system.service.app.get(ServiceRuntime).rebuild('counters');
    expect(await rows()).toEqual(before);
    await expect(system.service.app.get(ServiceRuntime).rebuild('nope')).rejects.toMatchObject({
      code: 'PROJECTION_UNKNOWN',
    });
    const id = newId();
    await count(id, 7);
    await eventually(async () => (await rows()).some((row) => row.id === id && row.total === 7));
  });
});

describe('a reaction', () => {
  it('gets the event from Kafka with its trace, and its command happens on behalf of that event', async () => {
    const id = newId();
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await count(id, 42, { headers: { traceparent } });
    const store = system.service.app.get<EventStore>(EVENT_STORE);
    const [cause] = await store.readStream(`release-${id}`);
    const echo = await eventually(async () => (await store.readStream(`release-echo-of-${id}`))[0], { within: 20_000 });
    expect(echo).toMatchObject({
      causationId: cause?.id,
      correlationId: cause?.correlationId,
      traceparent,
      actor: { id: 'planning', kind: 'service' },
    });
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

  it('says in OpenAPI who may send what, and how it is refused', async () => {
    const { paths, components } = (await call('GET', 'openapi.json')).body as OpenAPIObject;
    expect(components?.schemas).toHaveProperty('Problem');
    const counted = paths['/planning/v1/counters/{id}/count']?.post;
    expect(counted).toMatchObject({ 'x-roles': ['release-manager'] });
    expect(paths['/planning/v1/counters/{id}/unguarded']?.post).toMatchObject({ 'x-roles': ['admin'] });
    expect(Object.keys(counted?.responses ?? {})).toEqual(expect.arrayContaining(['400', '401', '403', '409', '412']));
    const bytes = paths['/planning/v1/counters/bytes']?.post;
    expect(bytes?.requestBody).toMatchObject({ content: { 'application/octet-stream': {} } });
    expect(JSON.stringify(bytes?.parameters)).not.toContain('Idempotency-Key');
    for (const [path, { get, post }] of Object.entries(paths)) {
      const named = [get, post]
        .flatMap((operation) => operation?.parameters ?? [])
        .map((each) => 'name' in each && each.name);
      expect(named).toEqual(expect.arrayContaining([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));
    }
  });

  it('says in OpenAPI what each route answers', async () => {
    expect(await system.gapsInOpenApi()).toEqual([]);
    const { paths, components } = (await call('GET', 'openapi.json')).body as OpenAPIObject;
    const counted = paths['/planning/v1/counters/{id}/count']?.post?.responses['201'];
    expect(counted).toMatchObject({
      headers: { ETag: {}, 'Idempotency-Replayed': {} },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Accepted' } } },
    });
    const read = paths['/planning/v1/counters/{id}']?.get?.responses['200'];
    expect(read).toMatchObject({
      headers: { ETag: {} },
      content: { 'application/json': { schema: { required: ['total'], additionalProperties: false } } },
    });
    const bytes = paths['/planning/v1/counters/bytes']?.post?.responses['201'];
    expect(bytes).toMatchObject({ content: { 'application/json': { schema: { required: ['size'] } } } });
    expect(paths['/planning/v1/counters/open']?.get?.responses['200']).toMatchObject({
      content: { 'application/json': { schema: { required: ['open'] } }, 'text/plain': { schema: { type: 'string' } } },
    });
    expect(paths['/planning/v1/counters/manual']?.get?.responses['200']).toMatchObject({
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    });
    const whoami = paths['/planning/v1/counters/whoami']?.get?.responses['200'];
    expect(whoami).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Actor' } } },
    });
    expect(components?.schemas?.['Actor']).toMatchObject({ required: ['id', 'kind', 'roles'] });
  });

  it('says which part is not ready', async () => {
    const checks = system.service.app.get(Readiness);
    checks.add({ name: 'moon', check: () => Promise.reject(new Error('it is new')) });
    expect(await call('GET', 'health/ready')).toMatchObject({
      status: 503,
      body: { code: 'NOT_READY', parts: { moon: { status: 'down', reason: 'it is new' } } },
    });
  });

  it('answers with the request id and safe headers', async () => {
    const answer = await call('GET', 'v1/counters/open', { headers: { 'x-request-id': 'my-request-1' } });
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});
