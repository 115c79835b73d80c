import { createHash } from 'node:crypto';
import { FlowStarted } from '@slipway/contracts';
import { pageOf } from '@slipway/service-kit';
import { eventually } from '@slipway/testing';
import { stepStarted } from '@slipway/testing/services';
import { FlowAnswer } from '../src/api/flow.answer.js';
import { CalendarEntry, ListedFreeze, ListedRelease, ListedTemplate } from '../src/api/lists.answer.js';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { planningOnlyFlow } from './planning-only-flow.js';
import { digest, PlanningSystem, windowIn } from './planning-system.js';

let planning: PlanningSystem;

beforeAll(async () => {
  planning = await PlanningSystem.start();
});

afterAll(() => planning.stop());

const fact = (name: string) => `dev.slipway.planning.${name}.v1`;

describe('[rv]', () => {
  it('proposes the release, pinned to the template, asks for approval and starts the flow', async () => {
    const releaseId = await planning.newRelease();
    const { status, body, headers } = await planning.get(`releases/${releaseId}`);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"release:1,approval:1"');
    expect(body).toMatchObject({
      summary: { releaseId, author: 'dennis', type: 'minor', policy: { phases: [50, 100], approvalQuorum: 1 } },
      template: { id: 'base-flow-release', version: '1.0.0' },
      approval: { status: 'requested', author: 'dennis', digests: [digest('a')] },
      flow: { status: 'running', steps: { 'prepare-release': 'pending' } },
    });
    const { template } = ReleaseAnswer.parse(body);
    const pinned = await planning.evidence.get(template.digest);
    expect(
      `sha256:${createHash('sha256')
        .update(pinned?.bytes ?? '')
        .digest('hex')}`,
    ).toBe(template.digest);
  });

  it('says who, and why: each fact names the one that caused it', async () => {
    const { releaseId, event } = await planning.review();
    const [proposed] = await planning.said(releaseId, fact('release-proposed'));
    const [requested] = await planning.said(releaseId, fact('approval-requested'));
    expect(proposed).toMatchObject({ causationId: event.id, actor: { id: 'planning', kind: 'service' } });
    expect(requested).toMatchObject({ causationId: proposed?.id, correlationId: event.correlationId });
  });

  it('that is delivered twice changes nothing', async () => {
    const { releaseId, event } = await planning.review();
    await planning.said(releaseId, fact('flow-started'));
    await planning.intake.publishes(event);
    const later = await planning.newRelease();
    await planning.said(later, fact('flow-started'));
    const types = (await planning.trail(releaseId)).map(({ type }) => type);
    expect(types.filter((type) => [fact('release-proposed'), fact('fact-refused')].includes(type))).toEqual([
      fact('release-proposed'),
    ]);
  });

  it('for a template that nobody published is refused in the trail', async () => {
    const { releaseId } = await planning.review({ templateId: 'unheard-of' });
    const [refused] = await planning.said(releaseId, fact('fact-refused'));
    expect(refused?.data).toMatchObject({ reason: 'no flow template with the id unheard-of is published' });
    await expect(planning.get(`releases/${releaseId}`)).resolves.toMatchObject({
      status: 404,
      body: { code: 'RELEASE_UNKNOWN' },
    });
  });
});

describe('an attestation', () => {
  it('rests on documents that are there, and is not for auditors', async () => {
    const releaseId = await planning.newRelease();
    const path = `releases/${releaseId}/criteria/entry-4/attestations`;
    const invented = { digest: digest('f'), mediaType: 'text/markdown', size: 1, title: 'Nowhere' };
    expect(await planning.post(path, 'ada', { statement: 'done', evidence: [invented] })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_UNKNOWN', unknown: [digest('f')] },
    });
    const output = `releases/${releaseId}/steps/prepare-release/outputs/prepare-release.output-1`;
    expect(await planning.post(output, 'ada', { evidence: invented })).toMatchObject({ status: 422 });
    const evidence = [await planning.document(releaseId, 'Manual')];
    expect(await planning.post(path, 'edsger', { statement: 'done', evidence })).toMatchObject({ status: 403 });
    expect(await planning.post(path, 'ada', { statement: 'done', evidence })).toMatchObject({ status: 201 });
  });
});

describe('approval', () => {
  it('is refused once the release has ended', async () => {
    const releaseId = await planning.newRelease();
    await planning.post(`releases/${releaseId}/abort`, 'ada', { reason: 'not needed' });
    expect(await planning.post(`releases/${releaseId}/approvals`, 'grace')).toMatchObject({
      status: 409,
      body: { code: 'RELEASE_ENDED' },
    });
  });

  it('starts the first step once it is obtained and the team is there', async () => {
    const releaseId = await planning.newRelease();
    const { status } = await planning.post(`releases/${releaseId}/approvals`, 'grace', { comment: 'looks good' });
    expect(status).toBe(201);
    const [blocked] = await planning.said(releaseId, fact('step-blocked'));
    expect(blocked?.data).toMatchObject({ missing: [{ id: 'prepare-release.dependency-2' }] });
    await planning.assembleTeam(releaseId);
    const [started] = await planning.said(releaseId, fact('step-started'));
    expect(started?.data).toMatchObject({ step: { id: 'prepare-release' }, release: { releaseId } });
    const run = FlowAnswer.parse((await planning.get(`releases/${releaseId}/flow`)).body);
    expect(run.steps['prepare-release']).toBe('active');
    ReleaseAnswer.parse((await planning.get(`releases/${releaseId}`)).body);
  });

  it('is refused to the author, and to people who are no approvers', async () => {
    const releaseId = await planning.newRelease({ author: 'grace' });
    const path = `releases/${releaseId}/approvals`;
    await expect(planning.post(path, 'grace')).resolves.toMatchObject({
      status: 403,
      body: { code: 'AUTHOR_CANNOT_APPROVE', author: 'grace' },
    });
    await expect(planning.post(path, 'linus')).resolves.toMatchObject({ status: 403, body: { code: 'ROLE_REQUIRED' } });
    await expect(planning.post(path, undefined)).resolves.toMatchObject({ status: 401 });
  });

  it('happens once for one idempotency key', async () => {
    const releaseId = await planning.newRelease({ releaseType: 'major' });
    const approve = () => planning.post(`releases/${releaseId}/approvals`, 'grace', {}, { key: 'approve-once' });
    const [first, second] = [await approve(), await approve()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    await expect(planning.get(`releases/${releaseId}`)).resolves.toMatchObject({
      body: { approval: { status: 'requested', approvers: ['grace'] } },
    });
  });

  it('lapses when an artifact changes, with whatever it had met, until it is given again', async () => {
    const releaseId = await planning.newRelease();
    await planning.post(`releases/${releaseId}/approvals`, 'grace');
    await planning.said(releaseId, fact('trigger-met'), 2);
    const artifacts = [{ name: 'shop', uri: 'https://artifacts.example/2.tgz', digest: digest('b') }];
    const { status } = await planning.post(`releases/${releaseId}/artifacts`, 'ada', { artifacts, reason: 'rebuilt' });
    expect(status).toBe(201);
    await planning.said(releaseId, fact('approval-lapsed'));
    await planning.said(releaseId, fact('approval-requested'), 2);
    const [revised] = await planning.said(releaseId, fact('release-revised'));
    expect(revised?.data).toMatchObject({ release: { artifacts } });
    const withdrawn = await planning.said(releaseId, fact('item-withdrawn'), 5);
    expect(withdrawn.map(({ data }) => (data as { item: string }).item)).toEqual(
      expect.arrayContaining(['entry-2', 'prepare-release.trigger-2']),
    );
    const waitsFor = async () => {
      const { body } = await planning.get(`releases/${releaseId}`);
      return (body as { flow: { waitsFor: { missing: { id: string }[] }[] } }).flow.waitsFor[0]?.missing.map(
        ({ id }) => id,
      );
    };
    expect(await waitsFor()).toContain('prepare-release.trigger-2');
    await planning.post(`releases/${releaseId}/approvals`, 'grace');
    await planning.said(releaseId, fact('trigger-met'), 3);
    expect(await waitsFor()).toEqual(['prepare-release.dependency-2']);
  });
});

describe('the plan', () => {
  it('sets the timers of the window by the leads of the policy, and moves them with an override', async () => {
    const releaseId = await planning.newRelease({ window: windowIn({ seconds: 3600 }) });
    const path = `releases/${releaseId}`;
    await planning.post(`${path}/durations`, 'ada', {
      duration: 'windowApproaching',
      to: 'PT1M',
      reason: 'a demonstration',
    });
    await expect(planning.post(`${path}/plan`, 'ada')).resolves.toMatchObject({ status: 201 });
    // The lead of an hour has just been reached, that of a minute has not.
    const [reached] = await planning.said(releaseId, fact('window-reached'));
    expect(reached?.data).toMatchObject({ phase: 'starting' });
    await planning.post(`${path}/durations`, 'ada', { duration: 'windowApproaching', to: 'PT2H', reason: 'enough' });
    const both = await planning.said(releaseId, fact('window-reached'), 2);
    expect(both.map(({ data }) => (data as { phase: string }).phase)).toEqual(['starting', 'approaching']);
    await planning.post(`${path}/plan`, 'ada', { window: windowIn({ seconds: -2, lasting: 3 }) });
    const all = await planning.said(releaseId, fact('window-reached'), 6);
    expect(new Set(all.slice(2).map(({ data }) => (data as { phase: string }).phase))).toEqual(
      new Set(['approaching', 'starting', 'open', 'closed']),
    );
    const { plan } = ReleaseAnswer.parse((await planning.get(path)).body);
    expect(plan?.schedule.length).toBeGreaterThan(0);
  });

  it('is refused in a freeze until that is lifted, and where another release changes the same components', async () => {
    const components = ['payments'];
    const [one, other] = [await planning.newRelease({ components }), await planning.newRelease({ components })];
    const window = windowIn({ seconds: 86_400 });
    const holidays = { freezeId: 'holidays', environment: 'production', window, reason: 'peak season' };
    await planning.post('freezes', 'ada', holidays);
    const plan = (releaseId: string) => planning.post(`releases/${releaseId}/plan`, 'ada', { window });
    await expect(plan(one)).resolves.toMatchObject({
      status: 409,
      body: { code: 'FREEZE_IN_FORCE', freezes: [holidays] },
    });
    const own = await planning.newRelease({ author: 'Ada' });
    const lift = (as: string) => planning.post('freezes/holidays/lift', as, { reason: 'quiet' });
    await expect(lift('ada')).resolves.toMatchObject({
      status: 403,
      body: { code: 'AUTHOR_CANNOT_LIFT_FREEZE', releaseId: own },
    });
    await expect(lift('frances')).resolves.toMatchObject({ status: 201 });
    await expect(plan(one)).resolves.toMatchObject({ status: 201 });
    await expect(plan(other)).resolves.toMatchObject({ status: 409, body: { code: 'COMPONENTS_OCCUPIED' } });
  });
});

describe('the stakeholders', () => {
  it('are told once on each channel; one that fails is tried again, and holds up no other', async () => {
    const releaseId = await planning.newRelease();
    await planning.post(`releases/${releaseId}/plan`, 'ada');
    await planning.said(releaseId, fact('communication-prepared'));
    const [started] = await planning.said(releaseId, fact('flow-started'));
    const { release } = FlowStarted.data.parse(started?.data);
    planning.mailboxes.refusals = 1;
    const step = stepStarted(release, 'coordinate-release', 'planning');
    const { id: causationId } = await planning.itself.records('flow', releaseId, step);
    const [notified] = await planning.said(releaseId, fact('stakeholders-notified'));
    const deliveries = release.policy.audiences.length * 2;
    expect(notified).toMatchObject({ causationId, data: { deliveries } });
    expect(await planning.said(releaseId, fact('notification-failed'))).toMatchObject([
      { causationId, data: { channel: 'webhook', reason: 'the webhook answered 503' } },
    ]);
    expect(await planning.said(releaseId, fact('notification-delivered'))).toHaveLength(deliveries);
    expect(planning.mailboxes.hooked).toHaveLength(release.policy.audiences.length);
    expect(planning.mailboxes.mailed).toHaveLength(release.policy.audiences.length);
  });

  it('are told of the window, and of another one when it moves after that', async () => {
    expect(await planning.post('templates', 'ada', planningOnlyFlow)).toMatchObject({ status: 201 });
    const releaseId = await planning.newRelease({ templateId: planningOnlyFlow.id, components: ['notices'] });
    const path = `releases/${releaseId}`;
    await planning.post(`${path}/approvals`, 'grace');
    await planning.assembleTeam(releaseId);
    await planning.post(`${path}/plan`, 'ada', { window: windowIn({ seconds: 3600 }) });
    await planning.said(releaseId, fact('action-fulfilled'), 3);
    await planning.post(`${path}/readiness`, 'ada');
    await planning.said(releaseId, fact('stakeholders-notified'));
    const moved = windowIn({ seconds: 50_000 });
    await planning.post(`${path}/plan`, 'ada', { window: moved });
    await planning.said(releaseId, fact('stakeholders-notified'), 2);
    const ofThatWindow = planning.mailboxes.mailed.filter((mail) => mail.includes(moved.start.slice(11, 19)));
    expect(ofThatWindow).toHaveLength(4);
  });
});

it('lists releases, the calendar, freezes and templates', async () => {
  const releaseId = await planning.newRelease();
  const releases = async (query: string) =>
    pageOf(ListedRelease).parse((await planning.get(`releases?limit=1${query}`)).body);
  await eventually(async () => (await releases('&product=shop')).items[0]?.releaseId === releaseId);
  const { nextCursor = '' } = await releases('');
  expect((await releases(`&cursor=${nextCursor}`)).items[0]?.releaseId).not.toBe(releaseId);
  pageOf(CalendarEntry).parse((await planning.get(`calendar?from=${windowIn({ seconds: 0 }).start}`)).body);
  pageOf(ListedFreeze).parse((await planning.get('freezes')).body);
  pageOf(ListedTemplate).parse((await planning.get('templates')).body);
  await expect(planning.get('releases?limit=0')).resolves.toMatchObject({ status: 400 });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await planning.gapsInOpenApi()).toEqual([]);
});
