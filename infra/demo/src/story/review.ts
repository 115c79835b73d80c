import { until, type Cast } from './scene.js';

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const seconds = (count: number) => new Date(Date.now() + count * 1000).toISOString();

/** The CI tells what it built and tested, and that the review of this version is complete: [rv]. */
export async function announce({ systems, artifact, version, releaseId }: Cast): Promise<void> {
  const customData = { digest: artifact.digest };
  const id = `pkg:generic/shop@${version}?checksum=${artifact.digest}`;
  await systems.publishCdEvent('artifact', 'published', {
    id,
    content: {},
    customData: { ...customData, name: artifact.name, uri: artifact.uri },
  });
  const outcome = 'success';
  await systems.publishCdEvent('pipelineRun', 'finished', {
    ...{ id: 'build-812', content: { pipelineName: 'build', outcome }, customData },
  });
  for (const suite of ['unit', 'integration']) {
    const content = {
      outcome: 'pass',
      testSuite: { id: `shop/${suite}`, name: suite },
      environment: { id: 'staging' },
    };
    await systems.publishCdEvent('testSuiteRun', 'finished', { id: `${suite}-812`, content, customData });
  }
  await systems.publish('dev.slipway.inbound.review.completed.v1', '/ci/shop', {
    ...{ product: 'shop', version, releaseType: 'minor', title: `Shop ${version}`, author: 'dennis' },
    ...{ environment: 'production', components: ['web'], artifacts: [artifact], reviewers: ['ken', 'brian'] },
    window: { start: seconds(15), end: minutes(60) },
  });
  await systems.publishCdEvent('environment', 'modified', {
    ...{ id: 'production', content: { name: 'production' }, customData: { releaseId } },
  });
}

// What takes weeks in earnest takes seconds here; each override is an event in the trail, with its reason.
const durations = {
  bake: 'PT4S',
  stabilityWindow: 'PT12S',
  probeInterval: 'PT1S',
  reportInterval: 'PT6S',
  watch: 'PT12S',
  criticalIssue: 'PT1H',
};

/** The release manager shortens what would take weeks. */
export async function compressTime(cast: Cast): Promise<void> {
  await until(cast, 'the flow has started', () => true);
  for (const [duration, to] of Object.entries(durations)) {
    const body = { duration, to, reason: 'a demonstration has two minutes, not weeks' };
    await cast.people.ada.act(`/planning/v1/releases/${cast.releaseId}/durations`, body);
  }
}
