import { randomUUID } from 'node:crypto';
import { IntakeSystem } from './intake-system.js';
import { digestOf, newDigest } from './messages.js';

let system: IntakeSystem;
let release: string;

beforeAll(async () => {
  system = await IntakeSystem.start();
  release = await system.announced();
});

afterAll(async () => {
  await system.stop();
});

interface Upload {
  readonly body: string;
  readonly mediaType?: string;
  readonly title?: string;
  readonly key?: string;
  readonly to?: string;
}

const upload = ({ body, mediaType = 'text/markdown', title = 'Plan', key = randomUUID(), to = release }: Upload) =>
  system.call('POST', `releases/${to}/evidence?title=${encodeURIComponent(title)}`, {
    as: 'ada',
    body,
    headers: { 'idempotency-key': key, 'content-type': mediaType },
  });
const received = async () => (await system.trail(release)).filter(({ type }) => type.includes('evidence-received'));

it('is kept for a release from the moment of its [rv], and served back by its digest', async () => {
  const body = `# Plan ${randomUUID()}`;
  const key = randomUUID();
  const digest = digestOf(body);
  const reference = { digest, mediaType: 'text/markdown', size: body.length, title: 'Plan' };
  expect(await upload({ body, key })).toMatchObject({ status: 201, body: reference });
  expect((await upload({ body, key })).body).toEqual(reference);
  const facts = (await received()).filter(({ data }) => JSON.stringify(data).includes(digest));
  expect(facts).toMatchObject([{ data: { evidence: reference }, actor: { id: 'ada' } }]);
  const served = await system.call('GET', `evidence/${digest}`, { as: 'edsger' });
  expect(served.body).toBe(body);
  expect(served.headers.get('content-type')).toBe('text/markdown');
});

it('is not there for a digest that nobody brought, nor taken for a release that nobody knows', async () => {
  expect(await system.call('GET', `evidence/${newDigest()}`, { as: 'edsger' })).toMatchObject({ status: 404 });
  expect(await upload({ body: 'x', to: 'nope-1.0.0' })).toMatchObject({
    status: 422,
    body: { code: 'RELEASE_UNKNOWN' },
  });
});

it('is one thing in a release, and what its own sender says in another', async () => {
  const body = `the same bytes ${randomUUID()}`;
  const first = await upload({ body, mediaType: 'text/plain' });
  expect(first.body).toMatchObject({ mediaType: 'text/plain', size: body.length });
  expect(await upload({ body, mediaType: 'Text/Plain; charset=UTF-8', title: 'Again' })).toMatchObject({
    status: 201,
    body: { mediaType: 'text/plain', title: 'Again' },
  });
  expect(await upload({ body, mediaType: 'text/markdown' })).toMatchObject({
    status: 409,
    body: { code: 'EVIDENCE_MEDIA_TYPE_DIFFERS', stated: 'text/markdown', kept: 'text/plain' },
  });
  const other = await system.announced();
  expect(await upload({ body, mediaType: 'text/markdown', to: other })).toMatchObject({
    status: 201,
    body: { mediaType: 'text/markdown', size: body.length },
  });
  const facts = (await received()).filter(({ data }) => JSON.stringify(data).includes(digestOf(body)));
  expect(facts).toMatchObject([
    { data: { evidence: { mediaType: 'text/plain', title: 'Plan' } } },
    { data: { evidence: { mediaType: 'text/plain', title: 'Again' } } },
  ]);
});

it.each<[string, Upload, number, string]>([
  ['nothing', { body: '' }, 422, 'EVIDENCE_EMPTY'],
  ['JSON that is none', { body: '{', mediaType: 'application/json' }, 422, 'EVIDENCE_NOT_OF_MEDIA_TYPE'],
  ['a PDF that is none', { body: 'honestly', mediaType: 'application/pdf' }, 422, 'EVIDENCE_NOT_OF_MEDIA_TYPE'],
  ['a form', { body: 'a=1', mediaType: 'application/x-www-form-urlencoded' }, 422, 'EVIDENCE_NOT_OF_MEDIA_TYPE'],
  ['what has no media type', { body: 'x', mediaType: 'markdown' }, 400, 'INVALID_EVIDENCE'],
  ['a title of two lines', { body: 'x', title: 'report\r\n# forged' }, 400, 'REQUEST_INVALID'],
  ['a title that turns round', { body: 'x', title: 'report\u202Egpj.exe' }, 400, 'REQUEST_INVALID'],
  ['a title that is a book', { body: 'x', title: 'x'.repeat(201) }, 400, 'REQUEST_INVALID'],
  ['a title of white space', { body: 'x', title: ' ' }, 400, 'REQUEST_INVALID'],
])('is refused when it is %s', async (_, sent, status, code) => {
  const before = (await received()).length;
  expect(await upload(sent)).toMatchObject({ status, body: { code } });
  expect(await received()).toHaveLength(before);
});
