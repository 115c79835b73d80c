import {
  AcceptanceConfirmed,
  AcceptanceWithdrawn,
  FeedbackCollected,
  HatTaken,
  RollbackStarted,
  TeamRoleAssigned,
  ValidationDocumentRecorded,
  WorkflowsNotValidated,
  type Hat,
  type ReleaseSummary,
} from '@slipway/contracts';
import { ReleaseAnswer } from '../src/api/release.answer.js';
import { ValidationSystem } from './validation-system.js';

let system: ValidationSystem;

beforeAll(async () => {
  system = await ValidationSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const cases = [
  { id: 'order', title: 'A customer orders', workflow: true },
  { id: 'search', title: 'A customer searches' },
];

/** Somebody acts on the acceptance of a release. */
const actOn =
  ({ releaseId }: ReleaseSummary) =>
  (as: string, path: string, body: unknown = {}) =>
    system.call(as, 'POST', `${releaseId}/acceptance${path}`, body);

const takes = ({ releaseId }: ReleaseSummary, hat: Hat, person: string) => {
  const by = { eventId: '00000000-0000-4000-8000-000000000001', type: 'x' };
  return system.other('planning').says('release', releaseId, HatTaken.of({ releaseId, hat, person, by }));
};

/** A release that runs, whose cases have these verdicts. */
async function judged(...verdicts: readonly boolean[]) {
  const release = await system.newRelease();
  const act = actOn(release);
  await system.deploys(release);
  expect(await act('katherine', '', { owner: 'margaret', cases })).toMatchObject({ status: 201 });
  for (const [at, accepted] of verdicts.entries()) {
    expect(await act('katherine', `/cases/${cases[at]?.id ?? ''}`, { accepted })).toMatchObject({ status: 201 });
  }
  return { release, releaseId: release.releaseId, act };
}

const stateOf = async (releaseId: string) =>
  ReleaseAnswer.parse((await system.call('ada', 'GET', releaseId)).body).acceptance;

describe('the acceptance', () => {
  it('goes from plan to confirmation by its owner, and its documents are made', async () => {
    const release = await system.newRelease();
    const { releaseId } = release;
    const act = actOn(release);
    expect(await act('katherine', '', { owner: ' Margaret ', cases })).toMatchObject({ status: 201 });
    expect(await act('katherine', '/cases/order', { accepted: true })).toMatchObject({
      body: { code: 'VERSION_NOT_DEPLOYED' },
    });
    await system.deploys(release);
    for (const { id } of cases) {
      expect(await act('katherine', `/cases/${id}`, { accepted: true })).toMatchObject({ status: 201 });
    }
    const handbook = await system.document(releaseId, 'Handbook');
    const invented = { ...handbook, digest: `sha256:${'f'.repeat(64)}` };
    expect(await act('katherine', '/training', { evidence: [handbook, invented] })).toMatchObject({
      status: 422,
      body: { code: 'EVIDENCE_UNKNOWN', unknown: [invented.digest] },
    });
    expect(await act('katherine', '/training', { evidence: [handbook] })).toMatchObject({ status: 201 });
    for (const user of ['u1', 'u2', 'u3']) await system.rates(releaseId, user, 5);
    expect(await act('katherine', '/feedback')).toMatchObject({ status: 201 });
    expect(await act('katherine', '/concerns/review')).toMatchObject({ status: 201 });
    expect(await act('ada', '/confirmation')).toMatchObject({ status: 403, body: { code: 'ONLY_OWNER_CONFIRMS' } });
    expect(await act('margaret', '/confirmation')).toMatchObject({ status: 201 });
    const [confirmed] = await system.said(releaseId, AcceptanceConfirmed.type);
    expect(confirmed).toMatchObject({ actor: { id: 'margaret' }, data: { owner: 'margaret', ratio: 1 } });
    const documents = await system.said(releaseId, ValidationDocumentRecorded.type, 6);
    const outputs = [1, 2, 3, 4, 5, 6].map((n) => `conduct-user-acceptance.output-${String(n)}`);
    expect(
      documents.flatMap((event) => (ValidationDocumentRecorded.is(event) ? [event.data.output] : [])).sort(),
    ).toEqual(outputs);
  });

  it('is planned with as many cases as the policy asks for', async () => {
    const act = actOn(await system.newRelease());
    expect(await act('katherine', '', { owner: 'margaret', cases: cases.slice(0, 1) })).toMatchObject({
      status: 422,
      body: { code: 'ACCEPTANCE_TOO_SMALL', needed: 2, given: 1 },
    });
  });

  it('is owned and judged by nobody who made or deployed the release, however they are called', async () => {
    const release = await system.newRelease();
    const act = actOn(release);
    await system.deploys(release);
    await takes(release, 'deployer', 'radia');
    await takes(release, 'author', 'katherine');
    const owned = (owner: string) => act('margaret', '', { owner, cases });
    expect(await owned('ADA')).toMatchObject({ status: 403, body: { code: 'HATS_CONFLICT', wears: 'author' } });
    expect(await owned('Radia ')).toMatchObject({ status: 403, body: { code: 'OWNER_IS_DEPLOYER' } });
    expect(await owned('margaret')).toMatchObject({ status: 201 });
    expect(await act('katherine', '/cases/order', { accepted: true })).toMatchObject({
      status: 403,
      body: { code: 'HATS_CONFLICT', person: 'katherine', wears: 'author' },
    });
    expect(await act('ada', '/cases/order', { accepted: true })).toMatchObject({ body: { code: 'HATS_CONFLICT' } });
    expect(await act('margaret', '/cases/order', { accepted: true })).toMatchObject({ status: 201 });
  });
});

describe('what users say', () => {
  it('is the last word of each, whichever came last, of enough of them, and not that of the team', async () => {
    const { release, releaseId, act } = await judged();
    const role = TeamRoleAssigned.of({ releaseId, role: 'support', person: 'Margaret' });
    await system.other('planning').says('release', releaseId, role);
    for (const insider of ['ada', 'margaret', ' LINUS']) await system.rates(releaseId, insider, 5, -3);
    await system.rates(releaseId, 'early', 5, 60);
    await takes(release, 'deployer', 'linus');
    await system.rates(releaseId, 'u1', 1, -2);
    await system.rates(releaseId, 'U1 ', 5, -1);
    await system.rates(releaseId, 'u2', 5, -1);
    expect(await act('katherine', '/feedback')).toMatchObject({
      status: 409,
      body: { code: 'FEEDBACK_NOT_ENOUGH', users: 2, needed: 3, ofTheTeam: 3, early: 1 },
    });
    await system.rates(releaseId, 'u3', 4, -1);
    expect(await act('katherine', '/feedback')).toMatchObject({
      body: { events: [{ type: FeedbackCollected.type, data: { ratings: 3, satisfaction: 2 / 3 } }] },
    });
  });

  it('is concluded with fewer where an exception lets that go', async () => {
    const { releaseId, act } = await judged();
    await system.rates(releaseId, 'u1', 4);
    expect(await act('katherine', '/feedback')).toMatchObject({
      body: { code: 'FEEDBACK_NOT_ENOUGH', fix: expect.stringContaining('/exceptions') },
    });
    await system.grants(releaseId, { kind: 'waiver', items: ['conduct-user-acceptance.action-3'] });
    expect(await act('katherine', '/feedback')).toMatchObject({ body: { events: [{ data: { ratings: 1 } }] } });
  });
});

describe('a confirmation', () => {
  it('states the true share where an exception lets the gate go, and is refused before', async () => {
    const { releaseId, act } = await judged(true, false);
    await act('katherine', '/concerns/review');
    expect(await act('margaret', '/confirmation')).toMatchObject({
      status: 409,
      body: { code: 'THRESHOLD_NOT_REACHED', ratio: 0.5, fix: expect.stringContaining('"release-gate-5"') },
    });
    await system.grants(releaseId, { kind: 'waiver', items: ['release-gate-5'] });
    expect(await act('margaret', '/confirmation')).toMatchObject({
      status: 201,
      body: { events: [{ data: { owner: 'margaret', ratio: 0.5 } }] },
    });
  });

  it('no longer holds when a critical concern comes or a case is rejected, and can be given again', async () => {
    const { releaseId, act } = await judged(true, true);
    const review = () => act('katherine', '/concerns/review');
    await review();
    expect(await act('margaret', '/confirmation')).toMatchObject({ status: 201 });

    expect(await act('radia', '/concerns', { title: 'the shop is down', critical: true })).toMatchObject({
      body: { events: [{}, { type: AcceptanceWithdrawn.type }] },
    });
    expect(await stateOf(releaseId)).toMatchObject({
      confirmed: false,
      withdrawn: 'the critical concern concern-1 was raised after the confirmation',
    });
    expect(await act('margaret', '/confirmation')).toMatchObject({ body: { code: 'CRITICAL_CONCERN_OPEN' } });
    await act('katherine', '/concerns/concern-1/resolution', { resolution: 'restarted' });
    expect(await review()).toMatchObject({ status: 201, body: { events: { length: 1 } } });
    expect(await act('margaret', '/confirmation')).toMatchObject({ status: 201 });

    expect(await act('katherine', '/cases/order', { accepted: false })).toMatchObject({
      body: { events: [{}, {}, { type: WorkflowsNotValidated.type }, { type: AcceptanceWithdrawn.type }] },
    });
    expect(await act('margaret', '/confirmation')).toMatchObject({ body: { code: 'THRESHOLD_NOT_REACHED' } });
    await act('katherine', '/cases/order', { accepted: true });
    expect(await act('margaret', '/confirmation')).toMatchObject({ status: 201 });
    expect(await system.said(releaseId, AcceptanceConfirmed.type)).toHaveLength(3);
  });

  it('is not given for a version that was rolled back', async () => {
    const { releaseId, act } = await judged(true, true);
    await act('katherine', '/concerns/review');
    const rollback = RollbackStarted.of({ releaseId, reason: 'why', to: [] });
    await system.other('deployment').says('deployment', releaseId, rollback);
    expect(await act('margaret', '/confirmation')).toMatchObject({ body: { code: 'VERSION_NOT_DEPLOYED' } });
  });
});

it('takes no command for a release that has ended', async () => {
  const { release, releaseId } = await judged(true, true);
  const handbook = await system.document(releaseId, 'Handbook');
  await system.ends(release);
  const commands: readonly (readonly [string, unknown])[] = [
    ['check-plan', system.checkPlan()],
    ['checks/smoke/runs', {}],
    ['artifacts/verification', {}],
    ['acceptance', { owner: 'margaret', cases }],
    ['acceptance/cases/order', { accepted: false }],
    ['acceptance/training', { evidence: [handbook] }],
    ['acceptance/feedback', {}],
    ['acceptance/concerns', { title: 'the shop is down', critical: true }],
    ['acceptance/concerns/review', {}],
    ['acceptance/concerns/concern-1/resolution', { resolution: 'restarted' }],
  ];
  for (const [path, body] of commands) {
    const answer = await system.call('katherine', 'POST', `${releaseId}/${path}`, body);
    expect([path, answer.status, answer.body]).toEqual([path, 409, expect.objectContaining({ code: 'RELEASE_ENDED' })]);
  }
  expect(await system.call('margaret', 'POST', `${releaseId}/acceptance/confirmation`, {})).toMatchObject({
    body: { code: 'RELEASE_ENDED' },
  });
});
