import { baseFlow } from '@slipway/flow';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { digest, PlanningSystem } from './planning-system.js';

let planning: PlanningSystem;

beforeAll(async () => {
  planning = await PlanningSystem.start();
});

afterAll(() => planning.stop());

const fact = (name: string) => `dev.slipway.planning.${name}.v1`;
const approve = (releaseId: string, as: string, body: unknown = {}) =>
  planning.post(`releases/${releaseId}/approvals`, as, body);
const read = async (releaseId: string) => ReleaseAnswer.parse((await planning.get(`releases/${releaseId}`)).body);

describe('a decline', () => {
  it('is withdrawn by who declined, and the approval goes on where it was', async () => {
    const releaseId = await planning.newRelease({ releaseType: 'major' });
    await approve(releaseId, 'barbara');
    const declines = `releases/${releaseId}/approvals/declines`;
    await planning.post(declines, 'grace', { reason: 'the wrong tab' });
    expect(await approve(releaseId, 'grace')).toMatchObject({
      status: 409,
      body: { code: 'APPROVAL_NOT_OPEN', fix: expect.stringContaining('declines/withdrawal') as string },
    });
    const withdraw = (as: string) => planning.post(`${declines}/withdrawal`, as, { reason: 'I meant another one' });
    expect(await withdraw('barbara')).toMatchObject({ status: 403, body: { code: 'DECLINE_OF_ANOTHER_PERSON' } });
    expect(await withdraw('grace')).toMatchObject({ status: 201 });
    expect(await read(releaseId)).toMatchObject({ approval: { status: 'requested', approvers: ['barbara'] } });
    expect(await approve(releaseId, 'grace')).toMatchObject({ status: 201 });
    expect(await read(releaseId)).toMatchObject({ approval: { status: 'obtained' } });
  });
});

describe('an approval', () => {
  it('is withdrawn by who gave it, and given again', async () => {
    const releaseId = await planning.newRelease();
    await approve(releaseId, 'grace');
    const withdraw = (as: string) =>
      planning.post(`releases/${releaseId}/approvals/withdrawal`, as, { reason: 'I read on' });
    expect(await withdraw('barbara')).toMatchObject({ status: 409, body: { code: 'APPROVAL_NOT_GIVEN' } });
    expect(await withdraw('grace')).toMatchObject({ status: 201 });
    expect(await read(releaseId)).toMatchObject({ approval: { status: 'requested', approvers: [] } });
    expect(await approve(releaseId, 'grace')).toMatchObject({ status: 201 });
  });

  it('of other bytes than the release carries is a lost precondition', async () => {
    const releaseId = await planning.newRelease();
    expect(await approve(releaseId, 'grace', { digests: [digest('c')] })).toMatchObject({
      status: 412,
      body: { code: 'DIGESTS_CHANGED', current: [digest('a')] },
    });
    expect(await approve(releaseId, 'grace', { digests: [digest('a')] })).toMatchObject({ status: 201 });
  });

  it.each(['grace', 'Grace', 'grace '])('is refused to the author whom the review calls %j', async (author) => {
    const releaseId = await planning.newRelease({ author });
    expect(await approve(releaseId, 'grace')).toMatchObject({ status: 403, body: { code: 'AUTHOR_CANNOT_APPROVE' } });
  });

  it('waits until somebody says who the author is, and is then refused to the two of them', async () => {
    const releaseId = await planning.newRelease({ author: 'Dennis M. R.', authorKnown: false });
    const name = (person: string) => planning.post(`releases/${releaseId}/author`, 'grace', { person });
    expect(await approve(releaseId, 'barbara')).toMatchObject({
      status: 409,
      body: { code: 'AUTHOR_UNRESOLVED', fix: expect.stringContaining(`/releases/${releaseId}/author`) as string },
    });
    expect(await name('Barbara')).toMatchObject({ status: 403, body: { code: 'HATS_CONFLICT', wears: 'reviewer' } });
    expect(await name('Dennis ')).toMatchObject({ status: 201 });
    expect(await name('brian')).toMatchObject({ status: 409, body: { code: 'AUTHOR_KNOWN' } });
    await planning.said(releaseId, fact('approval-requested'), 2);
    expect(await read(releaseId)).toMatchObject({
      summary: { author: 'dennis', authorKnown: true },
      authorNamedBy: 'grace',
      approval: { author: 'dennis' },
    });
    expect(await approve(releaseId, 'grace')).toMatchObject({
      status: 403,
      body: { code: 'HATS_CONFLICT', hat: 'approver', wears: 'author-namer' },
    });
    await planning.said(releaseId, fact('release-revised'));
    expect(await approve(releaseId, 'barbara')).toMatchObject({ status: 201 });
  });
});

describe('a review', () => {
  it('by the author alone is none', async () => {
    const { releaseId } = await planning.review({ author: 'dennis', reviewers: ['Dennis '] });
    const [refused] = await planning.said(releaseId, fact('fact-refused'));
    expect(refused?.data).toMatchObject({ reason: expect.stringContaining('only reviewer') as string });
    expect(await planning.get(`releases/${releaseId}`)).toMatchObject({ status: 404 });
  });

  it('counts the reviewers who are not the author', async () => {
    const releaseId = await planning.newRelease({ reviewers: ['Barbara', 'DENNIS'] });
    expect(await read(releaseId)).toMatchObject({ reviewedBy: ['barbara'] });
  });

  it('is refused for a template that the author published', async () => {
    const id = 'own-flow';
    expect(await planning.post('templates', 'ada', { ...baseFlow, id })).toMatchObject({ status: 201 });
    const { releaseId } = await planning.review({ author: 'Ada', templateId: id });
    const [refused] = await planning.said(releaseId, fact('fact-refused'));
    expect(refused?.data).toMatchObject({
      reason: expect.stringContaining('published the template own-flow') as string,
    });
    expect(await read(await planning.newRelease({ templateId: id }))).toMatchObject({ templatePublishedBy: 'ada' });
  });
});

describe('the team', () => {
  it('is of people under one spelling, and an administrator has no part in it', async () => {
    const releaseId = await planning.newRelease();
    const team = `releases/${releaseId}/team`;
    await planning.post(team, 'ada', { role: 'sre', person: ' Radia' });
    expect(await planning.post(`${team}/acknowledgements`, 'radia', { role: 'sre' })).toMatchObject({ status: 201 });
    expect(await read(releaseId)).toMatchObject({ team: { sre: { person: 'radia', acknowledged: true } } });
    await planning.post(team, 'ada', { role: 'support', person: 'root' });
    expect(await planning.post(`${team}/acknowledgements`, 'root', { role: 'support' })).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED' },
    });
    await approve(releaseId, 'grace');
    expect(await planning.post(team, 'ada', { role: 'deployer', person: 'Grace' })).toMatchObject({
      status: 409,
      body: { code: 'APPROVER_CANNOT_DEPLOY' },
    });
  });
});

describe('a release that has ended', () => {
  it('takes no command of its plan, approval, communication or closure', async () => {
    const releaseId = await planning.newRelease();
    const evidence = [await planning.document(releaseId, 'Manual')];
    await planning.post(`releases/${releaseId}/abort`, 'ada', { reason: 'not needed' });
    const digests = [{ name: 'shop', uri: 'https://artifacts.example/2.tgz', digest: digest('b') }];
    const session = { title: 'What changes', at: '2026-12-01T10:00:00.000Z', audience: 'support' };
    const member = { person: 'ada', role: 'release-manager' };
    const commands: [string, string, unknown][] = [
      ['ada', 'plan', {}],
      ['ada', 'artifacts', { artifacts: digests, reason: 'x' }],
      ['ada', 'durations', { duration: 'bake', to: 'PT2H', reason: 'x' }],
      ['ada', 'team', { role: 'sre', person: 'radia' }],
      ['radia', 'team/acknowledgements', { role: 'sre' }],
      ['ada', 'readiness', {}],
      ['ada', 'author', { person: 'dennis' }],
      ['grace', 'approvals', {}],
      ['grace', 'approvals/declines', { reason: 'x' }],
      ['grace', 'approvals/declines/withdrawal', { reason: 'x' }],
      ['grace', 'approvals/withdrawal', { reason: 'x' }],
      ['radia', 'communication/acknowledgements', { team: 'operations' }],
      ['ada', 'communication/timeline', { impacts: ['x'] }],
      ['ada', 'communication/training', { sessions: [session] }],
      ['ada', 'communication/command-centre', { link: 'https://chat.example/shop', roster: [member] }],
      ['ada', 'closure/documentation', { evidence }],
      ['ada', 'closure/knowledge-base', { evidence }],
      ['ada', 'closure/lessons', { lessons: ['later'] }],
      ['ada', 'closure/retrospective', { participants: ['ada'], notes: 'x' }],
      ['ada', 'closure/sign-off', {}],
    ];
    for (const [as, path, body] of commands) {
      const { status, body: answer } = await planning.post(`releases/${releaseId}/${path}`, as, body);
      expect({ path, status, code: (answer as { code?: string }).code }).toEqual({
        path,
        status: 409,
        code: 'RELEASE_ENDED',
      });
    }
  });
});
