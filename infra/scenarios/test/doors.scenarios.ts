import { randomUUID } from 'node:crypto';
import { serviceNames } from '@slipway/contracts';
import { answersToOddBodies, minutesAgo, reviewed, unlikeOthers, type Answer, type CdEvent } from '../src/index.js';
import { expectRefused, expectTaken, scenarios } from './play.js';

const { given, scenario, stage } = scenarios('doors');
const reason = 'the scenario wants it';

const send = (event: CdEvent): Promise<Answer> => stage().publisher.cdevent(event);
const digest = `sha256:${'a'.repeat(64)}`;
const run = (outcome: string) => ({
  subject: { id: unlikeOthers('run'), content: { outcome, testSuite: { id: 'unit' }, environment: { id: 'dev' } } },
  customData: { digest },
});

// CDEvents as they are.

for (const [version, ...outcomes] of [
  ['0.1.0', 'pass', 'fail', 'cancel', 'error'],
  ['0.2.0', 'pass', 'fail', 'cancel', 'error'],
  ['0.3.0', 'success', 'failure', 'cancel', 'error'],
] as const)
  scenario(`a test suite may end in the words of CDEvents ${version}`, async () => {
    for (const outcome of outcomes)
      expectTaken(await send({ type: `testsuiterun.finished.${version}`, ...run(outcome) }));
  });

scenario('a pipeline may end in the words of its CI', async () => {
  for (const outcome of ['success', 'failure', 'cancel', 'error', 'Succeeded']) {
    const subject = { id: unlikeOthers('run'), content: { pipelineName: 'build', outcome } };
    expectTaken(await send({ type: 'pipelinerun.finished.0.3.0', subject, customData: { digest } }));
  }
});

scenario('an outcome that means nothing is refused', async () => {
  expectRefused(await send({ type: 'testsuiterun.finished.0.2.0', ...run('green-ish') }));
});

scenario('what a schema calls optional is optional', async () => {
  const { id: releaseId } = await given().announced();

  const suite = { id: 'run-1', content: { outcome: 'pass', environment: { id: 'dev' } } };
  expectTaken(await send({ type: 'testsuiterun.finished.0.2.0', subject: suite, customData: { digest } }));
  const bare = { id: 'incident-1', content: { environment: { id: 'production' } } };
  expectTaken(await send({ type: 'incident.detected.0.3.0', subject: bare, customData: { releaseId } }));
  const named = { id: 'production', content: { name: 'Production (EU)' } };
  expectTaken(await send({ type: 'environment.created.0.3.0', subject: named, customData: { releaseId } }));
});

scenario('a time may be written with a space', async () => {
  const time = minutesAgo(2).replace('T', ' ');

  expectTaken(await send({ type: 'testsuiterun.finished.0.2.0', ...run('pass'), context: { timestamp: time } }));
});

scenario('an event has one identity, inside and outside', async () => {
  const type = 'testsuiterun.finished.0.2.0';

  expectRefused(await send({ type, ...run('pass'), context: { id: randomUUID() } }));
  expectRefused(await send({ type, ...run('pass'), context: { source: '/somewhere/else' } }));
});

// Versions.

scenario('versions are those of SemVer', async () => {
  for (const version of ['1.2.3', '1.2.3+build.5', '1.0.0-RC1', '1.0.0-rc.1+build.5', '10.20.30-alpha.beta', '1.0.0--'])
    expectTaken(await reviewed(given({ version }).unknown()));
  for (const version of ['01.2.3', '1.02.3', '1.0.0-01', '1.0.0-a..b', '1.0.0-a.', 'v1.2.3', '2026.1'])
    expectRefused(await reviewed(given({ version }).unknown()));
});

scenario('who sends a version to a second place hears that it needs a version of its own', async () => {
  const release = await given({ environment: unlikeOthers('e') }).announced();

  expectRefused(await reviewed(release, { environment: unlikeOthers('e') }), 'RELEASE_EXISTS');
});

scenario('who sends a version again after an abort hears that it needs a version of its own', async () => {
  const release = await given().announced();
  await release.does('ada', 'planning', 'abort', { reason });
  await release.untilEnded();

  expectRefused(await reviewed(release), 'RELEASE_EXISTS');
  expectTaken(await reviewed(release, { version: `${release.is.version}+2` }));
});

// CloudEvents over HTTP.

const feedback = 'dev.slipway.inbound.feedback.received.v1';
const binary = (headers: Readonly<Record<string, string>>, data: object | Uint8Array): Promise<Answer> =>
  stage().publisher.raw(
    {
      ...{ 'ce-specversion': '1.0', 'ce-id': randomUUID(), 'ce-source': '/ci/scenarios', 'ce-type': feedback },
      ...{ 'content-type': 'application/json', ...headers },
    },
    data instanceof Uint8Array ? data : JSON.stringify(data),
  );

scenario('quoted headers are read without their quotes', async () => {
  const { id: releaseId } = await given().announced();
  const rating = { releaseId, rating: 5, user: 'user-1' };
  const quoted = {
    'ce-specversion': '"1.0"',
    'ce-type': `"${feedback}"`,
    'ce-id': '"twice"',
    'ce-source': '"/ci/quoted"',
  };

  expectTaken(await binary(quoted, rating));
  const again = await binary({ 'ce-id': 'twice', 'ce-source': '/ci/quoted' }, rating);

  expectTaken(again);
  expect(again.body['events']).toEqual([]);
});

scenario('headers are percent-encoded UTF-8, and nothing else', async () => {
  const { id: releaseId } = await given().announced();
  const rating = { releaseId, rating: 5, user: 'user-1' };

  expectTaken(await binary({ 'ce-source': '/ci/caf%C3%A9' }, rating));
  expectRefused(await binary({ 'ce-source': '/ci/%FF' }, rating));
});

scenario('bytes that are no UTF-8 are refused', async () => {
  const release = await given().announced();
  const rating = JSON.stringify({ releaseId: release.id, rating: 5, user: 'user-\u00e9' });

  expectRefused(await binary({}, Buffer.from(rating, 'latin1')));
});

// Bodies that no client of ours sends.

for (const service of serviceNames)
  scenario(`${service} refuses odd bodies with what to do, and fails at none`, async () => {
    expect(await answersToOddBodies(stage().doors, service)).toEqual([]);
  });
