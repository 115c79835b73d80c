import { randomUUID } from 'node:crypto';
import type { Call } from '@slipway/testing/services';
import { Accepted } from '../src/http/accepted.js';
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

describe('a command', () => {
  it('happens once under one key and gets its first answer again', async () => {
    const id = newId();
    const key = randomUUID();
    const first = await count(id, 2, { key });
    expect(first).toMatchObject({ status: 201, body: { stream: `release-${id}`, streamPosition: 1 } });
    Accepted.parse(first.body);
    expect(first.headers.get('etag')).toBe('"release:1"');
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
    expect(await count(id, 3, { key, as: 'frances' })).toMatchObject({ status: 201, body: { streamPosition: 2 } });
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
    const answers = await Promise.all([
      count(id, 2, { headers: { 'if-match': '"1"' } }),
      count(id, 3, { headers: { 'if-match': '"1"' } }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const lost = answers.find(({ status }) => status === 412);
    expect(lost?.body).toMatchObject({ code: 'PRECONDITION_FAILED', expected: 1, actual: 2, stream: `release-${id}` });
  });

  it('names an If-Match that is none', async () => {
    expect(await count(newId(), 1, { headers: { 'if-match': 'W/"x"' } })).toMatchObject({
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
    const token = await system.issuer.tokenFor('ada');
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

  it('gives admin no standing where a command names its roles, and lets admin read', async () => {
    expect(await count(newId(), 1, { as: 'root' })).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED', needed: ['release-manager'], has: ['admin'] },
    });
    expect(await call('GET', 'v1/counters/manual', { as: 'root' })).toMatchObject({ status: 200 });
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

  it('is told of a field that is missing and of one that is not known', async () => {
    const { body } = await count(newId(), 1, { body: { more: 1 } });
    expect(body).toMatchObject({
      fields: [
        { field: 'by', fix: 'is missing: it must be of type number' },
        { field: 'more', fix: 'is not known here: remove it' },
      ],
    });
  });

  it('is refused with a query parameter that nobody reads', async () => {
    const answer = await call('GET', 'v1/counters?limti=5', { as: 'ada' });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'limti' }] } });
  });

  it('is refused with U+0000 or half a surrogate pair in it, which could not be recorded', async () => {
    for (const body of ['{"by":"a\\u0000"}', '{"by":"\\ud800"}']) {
      const fields = [{ field: 'by', fix: expect.stringContaining('send text without') as string }];
      expect(await count(newId(), 1, { body })).toMatchObject({ status: 400, body: { fields } });
    }
    const address = await call('GET', 'v1/counters/a%00b', { as: 'ada' });
    expect(address).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } });
  });

  it.each([
    ['a number that is none', '{"by":1e999}', 'REQUEST_INVALID'],
    [
      'more values than anybody needs',
      JSON.stringify({ by: Array.from({ length: 100 }, () => Array.from({ length: 300 }, () => 1)) }),
      'REQUEST_INVALID',
    ],
    ['a text that is a document', JSON.stringify({ by: 'x'.repeat(300_000) }), 'REQUEST_INVALID'],
    ['a name that is a text', JSON.stringify({ ['x'.repeat(300)]: 1 }), 'REQUEST_INVALID'],
    ['nesting without end', '['.repeat(400_000), 'BODY_MALFORMED'],
  ])('is refused with %s', async (_, body, code) => {
    expect(await count(newId(), 1, { body })).toMatchObject({ status: 400, body: { code } });
  });

  it('gets the first of many wrong fields, and how many more there are', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, number) => [`f${String(number)}`, 1]));
    const { status, body } = await count(newId(), 1, { body: { by: 1, ...unknown } });
    expect(status).toBe(400);
    expect((body as { fields: unknown[] }).fields).toHaveLength(21);
    expect(JSON.stringify(body)).toContain('and 4980 more');
    expect(JSON.stringify(body).length).toBeLessThan(10_000);
  });

  it('is the fault of its sender when PostgreSQL can keep no such value', async () => {
    const answer = await call('GET', 'v1/counters?atLeast=1e300', { as: 'ada' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'DATA_REFUSED' } });
    expect(JSON.stringify(answer.body)).not.toContain('integer');
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
