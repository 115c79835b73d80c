import {
  accept,
  coordinate,
  environmentIsGone,
  environmentIsReady,
  freeze,
  incident,
  judgeCases,
  lift,
  rate,
  suiteRan,
  train,
  unlikeOthers,
  type Release,
} from '../src/index.js';
import { expectRefused, expectTaken, scenarios } from './play.js';

const { given, scenario, stage } = scenarios('turning red');

// Enough evidence is a number.

scenario('one case is not enough for an acceptance', async () => {
  const release = await given({ type: 'minor' }).planned();
  const cases = [{ id: 'a', title: 'it works', workflow: true }];

  expectRefused(await release.tries('katherine', 'validation', 'acceptance', { owner: 'katherine', cases }));
});

scenario('the team of a release are no users of it', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');
  await rate(release, { linus: 5, Katherine: 5, dennis: 5 });

  await release.tries('katherine', 'validation', 'acceptance/feedback');
  expect((await release.flow()).met['conduct-user-acceptance.action-3']).toBeUndefined();

  await rate(release, { 'user-1': 5, 'user-2': 4 });
  expectTaken(await release.tries('katherine', 'validation', 'acceptance/feedback'));
  await release.untilMet('conduct-user-acceptance.action-3');
});

// Green turns red everywhere.

scenario('a suite that fails when it runs again takes the evidence back, until it passes', async () => {
  const release = await given().announced();
  await release.untilMet('entry-3');

  await suiteRan(release, 'fail');
  await release.untilOpen('entry-3');

  await suiteRan(release, 'pass');
  await release.untilMet('entry-3');
});

scenario('a security scan that fails before the deployment keeps it from starting', async () => {
  const release = await given().at('coordinate-release');

  await suiteRan(release, 'fail', { suite: 'security-scan' });
  await release.untilOpen('entry-3');
  await coordinate(release);

  await suiteRan(release, 'pass', { suite: 'security-scan' });
  await release.untilStep('execute-deployment', 'active');
  const started = await release.untilSaid('deployment.started');
  const lost = release.events('validation.quality-evidence-lost').at(-1);
  const green = release.events('validation.quality-evidence-confirmed').at(-1);
  const order = [lost, green, started].map((event) => Date.parse(event?.at ?? ''));
  expect(order).toEqual([...order].sort((one, other) => one - other));
});

scenario('an environment that is gone is prepared no longer', async () => {
  const release = await given().planned();
  await release.untilMet('entry-5');

  await environmentIsGone(release);

  await release.untilOpen('entry-5');
});

/** The flow has ordered the start, and a freeze keeps it from beginning. */
async function waitingForItsStart(): Promise<{ release: Release; freezeId: string }> {
  const environment = unlikeOthers('e');
  const release = await given({ environment }).at('coordinate-release');
  const freezeId = await freeze(stage(), environment);
  await coordinate(release);
  await release.untilSaid('deployment.pre-deployment-checks-failed');
  return { release, freezeId };
}

/** What the start that the deployer gives again fails by. */
async function failsToStart(release: Release): Promise<unknown> {
  expectTaken(await release.tries('linus', 'deployment', 'starts'));
  expect(release.events('deployment.started')).toEqual([]);
  return (await release.deployment()).failedChecks.map(({ name }) => name);
}

scenario('a start that waited asks again for the approval', async () => {
  const { release, freezeId } = await waitingForItsStart();
  expectTaken(await release.tries('grace', 'planning', 'approvals/withdrawal', { reason: 'wait for the auditors' }));
  await lift(stage(), freezeId);

  expect(await failsToStart(release)).toContain('the approval still holds for these artifacts');

  expectTaken(await release.tries('barbara', 'planning', 'approvals'));
  await release.untilMet('entry-2');
  expectTaken(await release.tries('linus', 'deployment', 'starts'));
  await release.untilSaid('deployment.started');
});

scenario('a start that waited asks again for the environment', async () => {
  const { release, freezeId } = await waitingForItsStart();
  await environmentIsGone(release);
  await release.untilOpen('entry-5');
  await lift(stage(), freezeId);

  expect(await failsToStart(release)).toEqual(['the entry criteria still hold']);

  await environmentIsReady(release);
  await release.untilMet('entry-5');
  expectTaken(await release.tries('linus', 'deployment', 'starts'));
  await release.untilSaid('deployment.started');
});

scenario('an outage after the deployment holds the flow, also while a person is waited for', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');

  release.app.now('down');

  await release.untilSaid('monitoring.health-breached');
  await release.untilFlow('a hold', ({ holds }) => Object.keys(holds).length > 0);
  await release.until('an issue', async () => (await release.issues())[0]);
});

scenario('an outage after the deployment rolls back where the policy says so', async () => {
  const release = await given({ flow: 'strict' }).at('conduct-user-acceptance');

  release.app.now('down');

  await release.untilSaid('deployment.rollback-started');
});

scenario('an issue that nobody has triaged holds the flow', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');

  await incident(release, 'the shop is down for everybody');
  await release.untilFlow('a hold', ({ holds }) => Object.keys(holds).length > 0);

  const issue = await release.until('the issue', async () => (await release.issues())[0]);
  const triage = { category: 'usability', impact: 'low', urgency: 'low' };
  expectTaken(await stage().doors.post('margaret', `/issues/v1/issues/${issue.raised.issueId}/triage`, triage));
  await release.untilFlow('no hold', ({ holds }) => Object.keys(holds).length === 0);
});

scenario('the clock of an issue starts when it is raised', async () => {
  const release = await given().announced();
  expectTaken(await release.tries('margaret', 'issues', 'issues', { title: 'Cart is empty' }));
  const raised = await release.untilSaid('issues.raised');
  const [issue] = await release.issues();

  const triage = { category: 'defect', impact: 'high', urgency: 'high' };
  expectTaken(await stage().doors.post('margaret', `/issues/v1/issues/${issue?.raised.issueId ?? ''}/triage`, triage));

  const [triaged] = await release.issues();
  const fourHours = 4 * 3_600_000;
  expect(Date.parse(triaged?.deadline ?? '')).toBeLessThanOrEqual(Date.parse(raised.at) + fourHours);
});

scenario('an acceptance that is taken back is open again', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');
  await judgeCases(release, { buy: true, find: true, return: true });
  await train(release);
  await release.untilMet('conduct-user-acceptance.action-1');

  await judgeCases(release, { buy: false });
  await release.untilOpen('conduct-user-acceptance.action-1');

  await accept(release);
});
