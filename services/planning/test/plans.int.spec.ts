import { ReleaseEndedPostRelease, WindowReached } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { PlanningSystem, windowIn } from './planning-system.js';

let planning: PlanningSystem;

beforeAll(async () => {
  planning = await PlanningSystem.start();
});

afterAll(() => planning.stop());

const fact = (name: string) => `dev.slipway.planning.${name}.v1`;
const plan = (releaseId: string, body: unknown = {}) => planning.post(`releases/${releaseId}/plan`, 'ada', body);
const opened = async (releaseId: string) => {
  const reached = (await planning.trail(releaseId)).filter((event) => WindowReached.is(event));
  return reached.filter(({ data }) => data.phase === 'open').length;
};

describe('one component in one window', () => {
  it('goes to one of twenty plans that are made at once', async () => {
    const components = ['contended'];
    const releases = await Promise.all(Array.from({ length: 20 }, () => planning.newRelease({ components })));
    const window = windowIn({ seconds: 200_000 });
    const answers = await Promise.all(releases.map((releaseId) => plan(releaseId, { window })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const winner = releases.find((_, at) => answers[at]?.status === 201) ?? '';
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { code: 'COMPONENTS_OCCUPIED', occupied: [{ releaseId: winner, components, window }] },
      });
    }
    const planned = await Promise.all(releases.map(async (id) => (await planning.trail(id)).map(({ type }) => type)));
    expect(planned.flat().filter((type) => type === fact('plan-finalised'))).toHaveLength(1);
  });

  it('is free again when the plan moves, and when its release ends', async () => {
    const components = ['cart', 'till'];
    const [one, other] = [await planning.newRelease({ components }), await planning.newRelease({ components })];
    const [early, late] = [windowIn({ seconds: 300_000 }), windowIn({ seconds: 400_000 })];
    expect(await plan(one, { window: early })).toMatchObject({ status: 201 });
    expect(await plan(other, { window: early })).toMatchObject({ status: 409 });
    expect(await plan(one, { window: late })).toMatchObject({ status: 201 });
    expect(await plan(other, { window: early })).toMatchObject({ status: 201 });
    expect(await plan(other, { window: late })).toMatchObject({ status: 409 });
    // It has kept what it had.
    const third = await planning.newRelease({ components: ['till'] });
    expect(await plan(third, { window: early })).toMatchObject({ status: 409 });
    await planning.post(`releases/${one}/abort`, 'ada', { reason: 'not needed' });
    await planning.said(one, ReleaseEndedPostRelease.type);
    await eventually(async () => (await plan(third, { window: late })).status === 201);
  });

  it('is asked for again when the window opens: it does not open for a release that has lost it', async () => {
    const components = ['lost'];
    const [loser, finder] = [await planning.newRelease({ components }), await planning.newRelease({ components })];
    const window = windowIn({ seconds: 8 });
    expect(await plan(loser, { window })).toMatchObject({ status: 201 });
    await eventually(async () => {
      await planning.loseComponent(loser, 'lost');
      return (await plan(finder, { window })).status === 201;
    });
    await eventually(async () => (await opened(finder)) === 1);
    expect(await opened(loser)).toBe(0);
    expect(await plan(loser, { window: windowIn({ seconds: 700_000 }) })).toMatchObject({ status: 201 });
  });

  it('stays with a plan that is sent twice', async () => {
    const components = ['repeated'];
    const [one, other] = [await planning.newRelease({ components }), await planning.newRelease({ components })];
    const [early, late] = [windowIn({ seconds: 500_000 }), windowIn({ seconds: 600_000 })];
    const first = () => planning.post(`releases/${one}/plan`, 'ada', { window: early }, { key: 'plan-once' });
    expect((await first()).status).toBe(201);
    expect((await plan(one, { window: late })).status).toBe(201);
    const again = await first();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await plan(other, { window: late })).toMatchObject({ status: 409, body: { code: 'COMPONENTS_OCCUPIED' } });
  });

  it('is guarded by the ETag of the release that its planner read', async () => {
    const releaseId = await planning.newRelease({ components: ['guarded'] });
    const stale = { headers: { 'if-match': '"99"' } };
    expect(await planning.post(`releases/${releaseId}/plan`, 'ada', {}, stale)).toMatchObject({ status: 412 });
    const read = { headers: { 'if-match': '"1"' } };
    expect(await planning.post(`releases/${releaseId}/plan`, 'ada', {}, read)).toMatchObject({ status: 201 });
  });
});

describe('a window', () => {
  it.each([
    ['window.start', { start: '0001-01-01T00:00:00.000Z', end: '2030-01-01T00:00:00.000Z' }],
    ['window.end', { start: '2030-01-01T00:00:00.000Z', end: '9999-12-31T00:00:00.000Z' }],
    ['window.end', { start: '2030-01-01T00:00:00.000Z', end: '2032-01-01T00:00:00.000Z' }],
    ['window.start', { start: '2001-01-01T00:00:00.000Z', end: '2001-02-01T00:00:00.000Z' }],
  ])('is refused by its %s where no reaction could set its timers', async (field, window) => {
    const releaseId = await planning.newRelease({ components: ['edges'] });
    const refusal = { status: 422, body: { code: 'WINDOW_OUT_OF_RANGE', field, fix: expect.any(String) as string } };
    expect(await plan(releaseId, { window })).toMatchObject(refusal);
    const freeze = { freezeId: 'edges', environment: 'staging', reason: 'x', window };
    expect(await planning.post('freezes', 'ada', freeze)).toMatchObject(refusal);
  });
});

describe('freezes', () => {
  it('are overridden by exceptions, and the refusal says which to ask for', async () => {
    const window = windowIn({ seconds: 700_000 });
    const environment = 'frozen';
    for (const freezeId of ['holidays', 'migration'])
      await planning.post('freezes', 'ada', { freezeId, environment, window, reason: freezeId });
    const releaseId = await planning.newRelease({ releaseType: 'hotfix', environment });
    const items = ['holidays', 'migration'];
    const refusal = { status: 409, body: { code: 'EXCEPTION_REQUIRED', kind: 'freeze' } };
    const answer = await plan(releaseId, { window });
    expect(answer).toMatchObject(refusal);
    expect(new Set((answer.body as { items: string[] }).items)).toEqual(new Set(items));
    expect((answer.body as { fix: string }).fix).toContain(`/planning/v1/releases/${releaseId}/exceptions`);
    const freezeOverride = { freezeId: 'holidays', reason: 'data loss' };
    expect(await plan(releaseId, { window, freezeOverride })).toMatchObject(refusal);
    const exceptions = `releases/${releaseId}/exceptions`;
    for (const freezeId of items)
      expect(
        await planning.post(exceptions, 'frances', { kind: 'freeze', items: [freezeId], reason: 'data loss' }),
      ).toMatchObject({ status: 201 });
    expect(await plan(releaseId, { window, freezeOverride })).toMatchObject({ status: 201 });
    const [planned] = await planning.said(releaseId, fact('plan-finalised'));
    expect(new Set((planned?.data as { overriddenFreezes: string[] }).overriddenFreezes)).toEqual(new Set(items));
    const minor = await planning.newRelease({ environment });
    expect(await plan(minor, { window })).toMatchObject({ status: 409, body: { code: 'FREEZE_IN_FORCE' } });
  });
});

describe('a duration that a gate judges by', () => {
  it('gets weaker by an exception only, and by itself when that is granted', async () => {
    const releaseId = await planning.newRelease();
    const path = `releases/${releaseId}/durations`;
    const weaker = { duration: 'stabilityWindow', to: 'PT1S', reason: 'no time' };
    expect(await planning.post(path, 'ada', weaker)).toMatchObject({
      status: 409,
      body: { code: 'EXCEPTION_REQUIRED', kind: 'duration', items: ['stabilityWindow'], from: 'PT24H', to: 'PT1S' },
    });
    const stricter = { duration: 'stabilityWindow', to: 'PT48H', reason: 'to be sure' };
    expect(await planning.post(path, 'ada', stricter)).toMatchObject({ status: 201 });
    const exceptions = `releases/${releaseId}/exceptions`;
    const asked = { kind: 'duration', items: ['stabilityWindow'], to: 'PT1H', reason: 'a small change' };
    expect(await planning.post(exceptions, 'frances', asked)).toMatchObject({ status: 201 });
    expect(await planning.post(`${exceptions}/exception-1/confirmations`, 'grace')).toMatchObject({ status: 201 });
    const [, overridden] = await planning.said(releaseId, fact('duration-overridden'), 2);
    expect(overridden?.data).toMatchObject({ from: 'PT48H', to: 'PT1H', exceptionId: 'exception-1' });
    const { summary } = ReleaseAnswer.parse((await planning.get(`releases/${releaseId}`)).body);
    expect(summary.policy.durations.stabilityWindow).toBe('PT1H');
    const again = { ...weaker, to: 'PT1H' };
    expect(await planning.post(path, 'ada', again)).toMatchObject({ status: 201, body: { events: [] } });
  });

  it('is not made weaker by the author of the release', async () => {
    const releaseId = await planning.newRelease({ author: 'Ada' });
    const path = `releases/${releaseId}/durations`;
    expect(await planning.post(path, 'ada', { duration: 'bake', to: 'PT1S', reason: 'no time' })).toMatchObject({
      status: 403,
      body: { code: 'HATS_CONFLICT', hat: 'exception-requester', wears: 'author' },
    });
  });
});
