import {
  approve,
  coordinate,
  demandDone,
  deploy,
  freeze,
  grantException,
  incident,
  judgeCases,
  lift,
  phaseStarts,
  rate,
  reviewed,
  train,
  unlikeOthers,
} from '../src/index.js';
import { expectRefused, expectTaken, scenarios } from './play.js';

const { given, scenario, stage } = scenarios('hanging');
const reason = 'the scenario wants it';

const notices = ['coordinate-release.action-1', 'coordinate-release.output-1'];

// Outside tools.

scenario('a tool that never reports is overdue, and the release still ends', async () => {
  const release = await given({ flow: 'impatient' }).at('execute-deployment');
  await phaseStarts(release, 1);

  await release.untilSaid('deployment.rollback-started');
  await release.untilSaid('deployment.rollback-failed');

  const { status } = await release.untilEnded();
  expect(status).toBe('post-release');
});

scenario('a mail server that is down holds up nobody for ever', async () => {
  const release = await given({ flow: 'impatient' }).at('validate-prerelease');
  stage().world.mail.refuse(release.is.product);

  await coordinate(release);
  await release.untilSaid('planning.notification-failed', ({ data }) => data['deadline'] !== undefined);

  await grantException(release, { kind: 'waiver', items: notices });
  await release.untilStep('coordinate-release', 'done');
});

scenario('too few channels are said, and can be done without', async () => {
  const release = await given({ flow: 'talkative' }).at('coordinate-release');
  await coordinate(release);

  const { waitsFor } = await release.untilFlow(
    'only the notices are missing',
    ({ waitsFor: [step] }) => step?.missing.every(({ id }) => notices.includes(id)) === true,
  );
  expect(JSON.stringify(waitsFor)).toContain('channels');

  await grantException(release, { kind: 'waiver', items: notices });
  await release.untilStep('coordinate-release', 'done');
});

scenario('a check that fails after the deployment is seen, and can pass later', async () => {
  const release = await given({ flow: 'long' }).at('execute-deployment');
  release.app.breaks('/partner');
  await deploy(release);
  await release.untilSaid('validation.post-release-check-failed');
  const issue = await release.until('an issue', async () => (await release.issues())[0]);

  release.app.repairs('/partner');
  await release.does('katherine', 'validation', 'checks/integration/runs');
  const way = `/issues/v1/issues/${issue.raised.issueId}`;
  const triage = { category: 'defect', impact: 'low', urgency: 'low' };
  demandDone('triage', await stage().doors.post('margaret', `${way}/triage`, triage));

  await release.untilStep('validate-postrelease', 'done');
});

scenario('the reason why a deployment may not start is shown to those who can act', async () => {
  const environment = unlikeOthers('e');
  const release = await given({ environment }).at('coordinate-release');
  const freezeId = await freeze(stage(), environment);
  await coordinate(release);

  await release.untilSaid('deployment.pre-deployment-checks-failed');
  const { body } = await stage().doors.get('ada', `/deployment/v1/releases/${release.id}`);
  expect(JSON.stringify(body)).toContain(freezeId);

  await lift(stage(), freezeId);
  await release.does('linus', 'deployment', 'starts');
  await phaseStarts(release, 1);
});

// People.

scenario('an acceptance below its threshold can be let go, and the release ends [ps]', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');
  await judgeCases(release, { buy: true, find: true, return: false });
  await train(release);
  await rate(release, { 'user-1': 5, 'user-2': 5 });
  for (const what of ['feedback', 'concerns/review'])
    await release.does('katherine', 'validation', `acceptance/${what}`);
  expectRefused(await release.tries('katherine', 'validation', 'acceptance/confirmation'));

  await grantException(release, { kind: 'waiver', items: ['release-gate-5', 'conduct-user-acceptance.action-1'] });

  await release.does('katherine', 'validation', 'acceptance/confirmation');
  await release.untilStep('conduct-user-acceptance', 'done');
});

scenario('a decline by mistake is taken back by the person who declined', async () => {
  const release = await given().planned();
  await release.does('grace', 'planning', 'approvals/declines', { reason: 'wrong tab' });

  expectRefused(await release.tries('barbara', 'planning', 'approvals/declines/withdrawal', { reason }));
  await release.does('grace', 'planning', 'approvals/declines/withdrawal', { reason: 'I meant another release' });

  await approve(release);
});

scenario('an approver can think again while nothing is deployed', async () => {
  const release = await given().planned();
  await approve(release);

  await release.does('grace', 'planning', 'approvals/withdrawal', { reason: 'found a bug' });

  await release.untilOpen('entry-2');
  await release.does('barbara', 'planning', 'approvals');
  await release.untilMet('entry-2');
});

scenario('a release manager ends a deployed release with what is open', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');

  expectRefused(await release.tries('linus', 'planning', 'conclusion', { reason }));
  await release.does('ada', 'planning', 'conclusion', { reason: 'nobody will test this' });

  const { data } = await release.untilSaid('planning.release-ended-post-release');
  expect(data).toMatchObject({ signal: 'ps', status: 'open-items' });
});

scenario('a release that waits says for what, since when, until when, and who can act', async () => {
  const release = await given().at('coordinate-release');

  const { waitsFor } = await release.flow();

  const step = waitsFor.find(({ status }) => status === 'active');
  expect(step).toMatchObject({ since: expect.any(String), deadline: expect.any(String) });
  expect(step?.missing.flatMap(({ whoCanAct = [] }) => (whoCanAct.length === 0 ? ['nobody'] : []))).toEqual([]);
});

scenario('a release that an issue holds, or that is paused, says so', async () => {
  const release = await given().announced();
  const waitedFor = async () => (await release.flow()).waitsFor.flatMap(({ missing }) => missing);

  await incident(release, 'the shop is down');
  const { data } = await release.untilSaid('planning.hold-placed');
  expect(await waitedFor()).toContainEqual(
    expect.objectContaining({ id: data['holdId'], whoCanAct: ['support', 'release-manager'] }),
  );

  await release.does('ada', 'planning', 'pause', { reason });
  expect((await waitedFor()).map(({ id }) => id)).toContain('paused');
});

scenario('a hotfix waits for its second review, and ends [rl] with it', async () => {
  const release = await given({ type: 'hotfix' }).at('monitor-postrelease');
  await release.does('radia', 'monitoring', 'improvements', { recommendations: ['cache the start page'] });
  await release.untilFlow('nothing but the second review is missing', ({ waitsFor }) => {
    const missing = waitsFor.flatMap((step) => step.missing);
    return missing.length === 1 && missing[0]?.id === 'second-review';
  });

  expectRefused(await release.tries('grace', 'planning', 'approvals'), 'APPROVED_ALREADY');
  expectRefused(await release.tries('linus', 'planning', 'approvals'));
  expectTaken(await release.tries('barbara', 'planning', 'approvals'));

  expect((await release.untilEnded()).status).toBe('released');
});

// What could never be carried out.

scenario('a hotfix overrides two freezes that overlap', async () => {
  const environment = unlikeOthers('e');
  const items = [await freeze(stage(), environment), await freeze(stage(), environment)];
  const release = await given({ type: 'hotfix', environment }).announced();

  const refused = await release.tries('ada', 'planning', 'plan');
  expectRefused(refused);
  await grantException(release, { kind: 'freeze', items });

  expectTaken(await release.tries('ada', 'planning', 'plan'));
});

scenario('a window that no calendar has is refused at the door', async () => {
  const window = { start: '0001-01-01T00:00:00.000Z', end: '2090-01-01T00:00:00.000Z' };
  const release = await given().announced();

  expectRefused(await release.tries('ada', 'planning', 'plan', { window }));
  expectRefused(await reviewed(given().unknown(), { window }));
});

scenario('a review under a flow that nobody published is refused at the door', async () => {
  expectRefused(await reviewed(given().unknown(), { templateId: 'no-such-flow' }));
});
