import {
  demandDone,
  deploymentPlanOf,
  environmentIsReady,
  incident,
  minutesAgo,
  moment,
  phaseStarts,
  pipelineRan,
  rated,
  reviewed,
  rollBack,
  suiteRan,
  toolReports,
  toolRollsBack,
  unlikeOthers,
  walkOn,
  type Release,
} from '../src/index.js';
import { expectRefused, expectTaken, scenarios } from './play.js';

const { given, scenario, stage } = scenarios('truth');
const reason = 'the scenario wants it';

/** Every fact about the artifacts so far has been evaluated. */
async function weighed(release: Release): Promise<void> {
  const suite = unlikeOthers('suite');
  await suiteRan(release, 'fail', { suite });
  await release.untilOpen('entry-3');
  await suiteRan(release, 'pass', { suite });
}

// By when it happened, not when it came.

scenario('the last word of a user is the one that was said last', async () => {
  const release = await given({ flow: 'long' }).at('conduct-user-acceptance');
  const { at: deployed } = await release.untilSaid('deployment.succeeded');

  demandDone('a rating', await rated(release, 'user-1', 1, moment(0)));
  demandDone('a rating that was on its way for long', await rated(release, 'user-1', 5, deployed));
  demandDone('a rating', await rated(release, 'user-2', 1));

  await release.does('katherine', 'validation', 'acceptance/feedback');
  const { data } = await release.untilSaid('validation.feedback-collected');
  expect(data).toMatchObject({ satisfaction: 0 });
});

scenario('a CDEvent without a time outside is of the time inside', async () => {
  const release = await given().announced();
  const timestamp = minutesAgo(3);

  await stage().publisher.cdevent({
    type: 'environment.modified.0.2.0',
    subject: { id: 'production', content: { name: 'production' } },
    customData: { releaseId: release.id },
    time: undefined,
    context: { timestamp },
  });

  const { at } = await release.untilSaid('intake.environment-prepared');
  expect(at).toBe(timestamp);
});

scenario('an old failure that arrives late undoes no newer success', async () => {
  const release = await given().announced();
  await release.untilMet('entry-3');

  await suiteRan(release, 'fail', { time: minutesAgo(10) });

  await weighed(release);
  await release.untilMet('entry-3');
});

scenario('a report from before the rollout is kept as refused', async () => {
  const release = await given({ type: 'minor' }).at('execute-deployment');
  await phaseStarts(release, 1);

  await toolReports(release, 50, { time: minutesAgo(10) });

  await release.untilSaid('deployment.fact-refused');
  expect(release.events('deployment.phase-deployed')).toEqual([]);
});

// By identity, not by label.

for (const [difference, other] of [
  ['two ids', { suite: 'unit-windows', suiteName: 'unit' }],
  ['two sources', { suite: 'unit', source: '/ci/other' }],
  ['two environments', { suite: 'unit', environment: 'dev' }],
] as const)
  scenario(`suites of one name and ${difference} do not hide each other`, async () => {
    const release = await given().announced();
    await release.untilMet('entry-3');

    await suiteRan(release, 'fail');
    await suiteRan(release, 'pass', other);
    await release.untilOpen('entry-3');
    await suiteRan(release, 'pass', { suite: 'lint' });

    expect((await release.flow()).met['entry-3']).toBeUndefined();
  });

scenario('two products whose releases would have one name are kept apart', async () => {
  const first = await given({ version: '1.0.0-2.0.0' }).announced();
  const second = given({ product: `${first.is.product}-1.0.0`, version: '2.0.0' }).unknown();

  expectRefused(await reviewed(second));

  expect(first.events('intake.review-completed')).toHaveLength(1);
});

// The whole, not a part.

scenario('a release does not go back to itself', async () => {
  const release = given().unknown();

  expectRefused(await reviewed(release, { previousReleaseId: release.id }));
});

scenario('a rehearsal of one way back proves nothing of another', async () => {
  const release = await given().planned();
  await release.untilMet('exit-7');

  const plan = { ...deploymentPlanOf(release), rollback: 'restore the backup by hand' };
  expectTaken(await release.tries('linus', 'deployment', 'plan', plan));
  await release.untilOpen('exit-7');

  const evidence = await release.document('linus', 'Rehearsal of the restore');
  expectTaken(await release.tries('linus', 'deployment', 'rehearsals', { evidence }));
  await release.untilMet('exit-7');
});

scenario('there is no way back to what nobody knows', async () => {
  const release = given({ type: 'hotfix' }).unknown();

  expectRefused(await reviewed(release, { previousReleaseId: `${release.is.product}-0.9.0` }));
});

scenario('a report about one of two artifacts says nothing of the other', async () => {
  const product = unlikeOthers('p');
  const artifacts = ['web', 'api'].map((part) => stage().world.artifact(`${product}-${part}`, '1.1.0'));
  const release = await given({ product, artifacts }).at('execute-deployment');
  const [web, api] = artifacts.map(({ digest }) => digest);
  await phaseStarts(release, 1);

  await toolReports(release, 100, { digest: web ?? '' });
  await release.untilSaid('intake.outside-deployment-reported');
  await toolReports(release, 100, { digest: api ?? '' });

  await release.untilSaid('deployment.phase-deployed');
  const said = stage()
    .trails.of(release.id)
    .map(({ type }) => type);
  expect(said.indexOf('deployment.phase-deployed')).toBeGreaterThan(
    said.lastIndexOf('intake.outside-deployment-reported'),
  );
});

// Decided on what was seen.

scenario('of two plans for one component at one time, one is refused', async () => {
  for (const round of [1, 2, 3]) {
    const place = { environment: unlikeOthers('e'), components: [`cart-${String(round)}`], farAway: true };
    const two = await Promise.all([given(place).announced(), given(place).announced()]);

    const answers = await Promise.all(two.map((release) => release.tries('ada', 'planning', 'plan')));

    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  }
});

scenario('nobody approves what they have not seen', async () => {
  const release = await given().planned();
  const seen = await stage().doors.get('grace', `/planning/v1/releases/${release.id}`);
  const [changed] = [stage().world.artifact(release.is.product, '1.1.1')];
  await release.does('ada', 'planning', 'artifacts', { artifacts: [changed], reason });

  const stale = await release.tries('grace', 'planning', 'approvals', {}, { 'if-match': seen.etag ?? '' });

  expect(stale.status).toBe(412);
});

// Nothing is lost in translation.

scenario('a run that was cancelled is no failure', async () => {
  const release = await given().announced();
  await release.untilMet('entry-3');

  await pipelineRan(release, 'cancel');

  await weighed(release);
  await release.untilMet('entry-3');
});

scenario('an incident in another environment is no issue of this release', async () => {
  const release = await given().announced();

  await incident(release, 'staging is slow', 'staging');
  await incident(release, 'production is slow', 'production');

  await release.until('an issue', async () => (await release.issues())[0]);
  const titles = (await release.issues()).map(({ raised: { title } }) => title);
  expect(titles).toEqual(['production is slow']);
});

scenario('a rollback is complete when what serves again answers', async () => {
  const product = unlikeOthers('p');
  const previous = { artifacts: [stage().world.artifact(product, '1.0.0')] };
  const release = await given({ product, previous }).at('execute-deployment');
  await phaseStarts(release, 1);
  release.app.now('fail');
  await release.does('ada', 'planning', 'rollback', { reason });
  await release.untilSaid('deployment.rollback-started');

  await toolRollsBack(release);

  await release.untilSaid('deployment.rollback-failed');
  expect(release.events('deployment.rollback-completed')).toEqual([]);
});

scenario('who speaks of a release that nobody knows hears so', async () => {
  const release = given().unknown();

  expectRefused(await incident(release, 'lost'));
  await expect(environmentIsReady(release)).rejects.toThrow();
});

// After the end.

scenario('an aborted release says everything that it leaves open', async () => {
  const release = await given().announced();

  await release.does('ada', 'planning', 'abort', { reason });

  const { data } = await release.untilSaid('planning.release-ended-post-release');
  const open = (data['open'] as readonly { id: string }[]).map(({ id }) => id);
  expect(open).toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 6, 7].map((each) => `exit-${String(each)}`)));
  expectRefused(await release.tries('linus', 'deployment', 'plan', deploymentPlanOf(release)));
  expectRefused(await release.tries('linus', 'deployment', 'rollback', { reason }));
});

scenario('a rolled-back release lists what it leaves open, and restores what ran', async () => {
  const release = await given({ flow: 'long' }).at('validate-postrelease');

  await rollBack(release);

  const { status } = await release.untilEnded();
  expect(status).toBe('post-release');
  await release.untilSaid('deployment.rollback-completed');
});

scenario('a rollback after [rl] is a fact of the environment, on both trails', async () => {
  const { product, first, second } = await twoReleases();

  expectRefused(await first.tries('linus', 'deployment', 'rollback', { reason: `${product} has a newer release` }));

  expectTaken(await second.tries('linus', 'deployment', 'rollback', { reason: 'a leak after two weeks' }));
  await toolRollsBack(second);
  await second.untilSaid('deployment.environment-rolled-back');
  await first.untilSaid('deployment.environment-rolled-back');
  await second.until('an issue', async () => (await second.issues())[0]);
  expect((await second.flow()).status).toBe('released');
});

/** One release after the other, of one product in one environment, both over. */
async function twoReleases() {
  const product = unlikeOthers('p');
  const first = await given({ product, version: '1.0.0' }).at('validate-postrelease');
  await first.does('ada', 'planning', 'conclusion', { reason });
  await first.untilEnded();
  const second = await given({ product, version: '1.1.0', previous: first }).announced();

  const elsewhere = { ...deploymentPlanOf(second), previousArtifacts: [stage().world.artifact(product, '0.1.0')] };
  expectRefused(await second.tries('linus', 'deployment', 'plan', elsewhere));

  await walkOn(second, 'prepare-release');
  return { product, first, second };
}
