import {
  DeploymentFailed,
  FlowStarted,
  OutputRecorded,
  ReleaseEndedPostRelease,
  ReleasePaused,
  ReleaseProposed,
  ReleaseReleased,
} from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { golden } from '@slipway/testing/services';
import { AuditSystem } from './audit-system.js';

const failed = 'shop-1.1.0';
const released = 'shop-1.2.0';
const forged = 'depot-2.0.0';
const text = '# Final release plan\n';
const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T10:00:00.000Z`;

let system: AuditSystem;
let digest: string;
let proposal: string;

beforeAll(async () => {
  system = await AuditSystem.start();
  proposal = await propose(failed, 20);
  await tellOfTheFailed();
  await propose(released, 24);
  await planningSays(released, start(released), 25);
  const [product, version] = ['shop', '1.2.0'];
  await planningSays(released, ReleaseReleased.of({ releaseId: released, product, version, signal: 'rl' }), 26);
  await propose(forged, 28);
  await eventually(async () => {
    const { items } = await system.releases('');
    return items.find(({ releaseId }) => releaseId === forged);
  });
});

afterAll(async () => {
  await system.stop();
});

const planningSays = (trail: string, fact: Parameters<AuditSystem['say']>[0]['fact'], at: number, more = {}) =>
  system.say({ by: 'planning', category: 'flow', trail, fact, at: day(at), ...more });

function named(releaseId: string) {
  const [product = '', version = ''] = releaseId.split('-');
  return { releaseId, product, version };
}

function propose(releaseId: string, at: number): Promise<string> {
  const fact = ReleaseProposed.of({
    ...ReleaseProposed.data.parse(golden('planning/release-proposed')),
    ...named(releaseId),
  });
  return planningSays(releaseId, fact, at, { category: 'release', person: 'ada' });
}

function start(releaseId: string) {
  const data = FlowStarted.data.parse(golden('planning/flow-started'));
  return FlowStarted.of({ ...data, release: { ...data.release, ...named(releaseId) } });
}

async function tellOfTheFailed(): Promise<void> {
  const { digest: kept, size } = await system.keep(text, 'text/markdown');
  digest = kept;
  const document = { digest, size, mediaType: 'text/markdown', title: 'Final release plan' };
  const by = { kind: 'attestation' as const, actor: 'ada', statement: 'attached', evidence: [document] };
  const output = { step: 'prepare-release', output: 'prepare-release.output-1', text: 'Final release plan' };
  const because = await planningSays(failed, start(failed), 21, { because: proposal });
  await planningSays(failed, OutputRecorded.of({ releaseId: failed, ...output, evidence: document, by }), 21, {
    person: 'ada',
  });
  await planningSays(failed, ReleasePaused.of({ releaseId: failed, reason: 'waiting' }), 22, { person: 'grace' });
  const failure = DeploymentFailed.of({ releaseId: failed, reason: 'phase 1 failed', phase: 1 });
  await system.say({ by: 'deployment', category: 'deployment', trail: failed, fact: failure, at: day(23), because });
  const ended = ReleaseEndedPostRelease.data.parse(golden('planning/release-ended-post-release'));
  await planningSays(failed, ReleaseEndedPostRelease.of({ ...ended, releaseId: failed }), 23);
}

describe('the list of releases', () => {
  it.each([
    ['', [forged, released, failed]],
    ['product=shop', [released, failed]],
    ['status=rolled-back', [failed]],
    ['status=released', [released]],
    ['from=2026-11-24T10:00:00.000Z&to=2026-11-28T10:00:00.000Z', [released]],
    ['product=nothing', []],
  ])('asked with "%s" is the newest first', async (query, expected) => {
    const { items } = await system.releases(query);
    expect(items.map(({ releaseId }) => releaseId)).toEqual(expected);
  });

  it('comes in pages that together are the whole', async () => {
    const first = await system.releases('limit=2');
    const second = await system.releases(`limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([...first.items, ...second.items].map(({ releaseId }) => releaseId)).toEqual([forged, released, failed]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('refuses a cursor that it did not give', async () => {
    expect(await system.call('releases?cursor=abc')).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } });
  });
});

describe('a trail', () => {
  it('tells in order who did what, when, why, and with what evidence', async () => {
    const { items } = await system.trail(failed);
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(items.slice(0, 5)).toMatchObject([
      { eventId: proposal, type: ReleaseProposed.type, who: { id: 'ada', kind: 'person' }, service: 'planning' },
      { type: FlowStarted.type, who: { id: 'planning', kind: 'service' }, why: { position: 1, causationId: proposal } },
      { what: expect.stringContaining('output recorded') as string, when: { occurredAt: day(21) } },
      { who: { id: 'grace' }, data: { reason: 'waiting' } },
      { service: 'deployment', stream: `deployment-${failed}`, why: { position: 2 } },
    ]);
  });

  it('names each document once, with the way to it', async () => {
    const { body } = await system.call(`releases/${failed}/trail?type=${OutputRecorded.type}`);
    expect(body).toMatchObject({
      items: [
        {
          evidence: [
            {
              digest,
              title: 'Final release plan',
              href: `/audit/v1/evidence/${digest}?mediaType=text%2Fmarkdown`,
              mediaType: 'text/markdown',
            },
          ],
        },
      ],
    });
    expect(body).toHaveProperty('items.0.evidence.length', 1);
  });

  it.each([
    [`type=${ReleasePaused.type}`, [4]],
    ['actor=ada', [1, 3]],
    ['service=deployment', [5]],
    ['from=2026-11-21T10:00:00.000Z&to=2026-11-23T10:00:00.000Z', [2, 3, 4]],
    ['actor=planning&service=planning', [2, 6]],
  ])('%s filters it', async (query, expected) => {
    const { items } = await system.trail(failed, query);
    expect(items.map(({ position }) => position)).toEqual(expected);
  });

  it('comes in pages that together are the whole, also when filtered', async () => {
    const query = 'service=planning&limit=3';
    const first = await system.trail(failed, query);
    const second = await system.trail(failed, `${query}&cursor=${first.nextCursor ?? ''}`);
    const positions = [...first.items, ...second.items].map(({ position }) => position);
    expect(positions).toEqual([1, 2, 3, 4, 6]);
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    [`releases/${failed}/timeline`, '*/*'],
    [`releases/${failed}/trail`, 'text/markdown'],
  ])('is Markdown for people: %s, %s', async (path, accept) => {
    const { status, type, body } = await system.call(path, { accept });
    expect(status).toBe(200);
    expect(type).toBe('text/markdown; charset=utf-8');
    expect(body).toContain(`# Trail of ${failed}\n`);
    expect(body).toContain('\n6 events.\n');
    expect(body).toContain('## 2026-11-23');
    expect(body).toContain(`(/audit/v1/evidence/${digest}?mediaType=text%2Fmarkdown)`);
  });

  it.each(['trail', 'timeline', 'verification'])('of an unknown release has no %s', async (view) => {
    expect(await system.call(`releases/shop-9.9.9/${view}`)).toMatchObject({
      status: 404,
      type: expect.stringContaining('application/problem+json') as string,
      body: { code: 'RELEASE_UNKNOWN' },
    });
  });
});

describe('the door', () => {
  it('is closed to those without a token', async () => {
    expect(await system.call(`releases/${failed}/trail`, { as: 'nobody' })).toMatchObject({
      status: 401,
      type: expect.stringContaining('application/problem+json') as string,
      body: { code: 'TOKEN_REQUIRED' },
    });
  });

  it.each(['releases', `releases/${failed}/trail`, `releases/${failed}/verification`, 'evidence/sha256:0'])(
    'tells another role which one %s needs',
    async (path) => {
      expect(await system.call(path, { as: 'margaret' })).toMatchObject({
        status: 403,
        body: { code: 'ROLE_REQUIRED', needed: ['auditor', 'admin'], has: ['support'] },
      });
    },
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('has nothing for %s', async (method) => {
    for (const path of ['releases', `releases/${failed}`, `releases/${failed}/trail`, `evidence/${digest}`]) {
      expect(await system.call(path, { as: 'root', method })).toMatchObject({ status: 404 });
    }
    const { body } = await system.call(`releases/${failed}/verification`);
    expect(body).toMatchObject({ ok: true, events: 6, documents: 1 });
  });
});

describe('evidence', () => {
  it('is served as it was kept, with its digest as its tag', async () => {
    const { status, headers, type, body } = await system.call(`evidence/${digest}`);
    expect(status).toBe(200);
    expect(body).toBe(text);
    expect(type).toContain('text/markdown');
    expect(headers.get('etag')).toBe(`"${digest}"`);
  });

  it('that there is not is not found', async () => {
    expect(await system.call(`evidence/sha256:${'0'.repeat(64)}`)).toMatchObject({ status: 404 });
  });
});

it('is served as what each who put the same bytes said that they are', async () => {
  const { digest: twice } = await system.keep('one text', 'text/plain');
  await system.keep('one text', 'text/markdown');
  const typeOf = async (query: string) => (await system.call(`evidence/${twice}${query}`)).type;
  expect(await typeOf('?mediaType=text/plain')).toContain('text/plain');
  expect(await typeOf('?mediaType=text/markdown')).toContain('text/markdown');
  expect(await typeOf('')).toContain('application/octet-stream');
  expect(await system.call(`evidence/${twice}?mediaType=text/html`)).toMatchObject({ status: 404 });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
