import { randomUUID } from 'node:crypto';
import type { Answer, Call } from '@slipway/testing/services';
import { count, newId, startCounterSystem, type CounterSystem } from './counter-system.js';

let system: CounterSystem;

beforeAll(async () => {
  system = await startCounterSystem();
});

afterAll(async () => {
  await system.stop();
});

const vote = (id: string, body: unknown = {}, call: Call = {}): Promise<Answer> =>
  system.call('POST', `v1/releases/${id}/votes`, { as: 'grace', key: randomUUID(), body, ...call });

const ifMatch = (etag: string | null): Call => ({ headers: { 'if-match': etag ?? '' } });

async function etagOf(id: string): Promise<string | null> {
  return (await system.call('GET', `v1/releases/${id}`, { as: 'grace' })).headers.get('etag');
}

describe('what a person read', () => {
  it('guards a command that another aggregate handles', async () => {
    const id = newId();
    await count(system, id, 1);
    const read = await etagOf(id);
    expect(read).toBe('"release:1,approval:0"');
    const counted = await count(system, id, 1);
    expect(await vote(id, {}, ifMatch(read))).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED', stream: `release-${id}`, expected: 1, actual: 2 },
    });
    expect(await vote(id, {}, ifMatch(counted.headers.get('etag')))).toMatchObject({ status: 201 });
  });

  it('guards the position at which the command is appended', async () => {
    const id = newId();
    const read = await etagOf(id);
    const answers = await Promise.all([vote(id, {}, ifMatch(read)), vote(id, {}, ifMatch(read))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect(answers.find(({ status }) => status === 201)?.headers.get('etag')).toBe('"approval:1"');
    expect(await vote(id, {}, ifMatch(await etagOf(id)))).toMatchObject({ status: 201 });
  });

  it('may still be named by the lone position of the stream that the command is about', async () => {
    const id = newId();
    await vote(id);
    expect(await vote(id, {}, ifMatch('"0"'))).toMatchObject({ status: 412, body: { stream: `approval-${id}` } });
    expect(await vote(id, {}, ifMatch('"1"'))).toMatchObject({ status: 201 });
  });
});

describe('a document that a command names', () => {
  it('is recorded as it was uploaded, whatever the sender says of it', async () => {
    const id = newId();
    const minutes = await system.document(id, 'Minutes', { text: 'm', mediaType: 'text/plain' });
    const said = { ...minutes, size: 123456, mediaType: 'application/pdf', title: 'Signed minutes' };
    expect(await vote(id, { minutes: said })).toMatchObject({
      status: 201,
      body: { events: [{ data: { minutes } }] },
    });
    await system.document(id, 'Signed minutes', { text: 'm', mediaType: 'text/plain' });
    expect(await vote(id, { minutes: said })).toMatchObject({
      body: { events: [{ data: { minutes: { ...minutes, title: 'Signed minutes' } } }] },
    });
  });

  it('must have been uploaded for this release', async () => {
    const [id, other] = [newId(), newId()];
    const minutes = await system.document(other, 'Minutes');
    const refused = await vote(id, { minutes });
    expect(refused).toMatchObject({ status: 422, body: { code: 'EVIDENCE_UNKNOWN', unknown: [minutes.digest] } });
    expect(refused.body).toMatchObject({
      fix: expect.stringContaining(`POST /intake/v1/releases/${id}/evidence`) as string,
    });
    expect(await vote(other, { minutes })).toMatchObject({ status: 201 });
  });

  it('is larger than nothing', async () => {
    const id = newId();
    const minutes = await system.document(id, 'Minutes', { text: '' });
    expect(await vote(id, { minutes: { ...minutes, size: 1 } })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_EMPTY' },
    });
  });
});
