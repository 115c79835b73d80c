import { until, type Cast } from './scene.js';
import { demoFlow } from './template.js';

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const seconds = (count: number) => new Date(Date.now() + count * 1000).toISOString();

/** The CI reports its builds and tests, and that the review of this version is complete: [rv]. */
export async function announce(cast: Cast): Promise<void> {
  const { systems, artifact, version, releaseId } = cast;
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
    ...{ window: { start: seconds(15), end: minutes(60) }, templateId: demoFlow.id },
  });
  await until(cast, 'the flow has started', () => true);
  // Intake refuses reports about a release whose review has not arrived, and Kafka keeps no order between two keys.
  await systems.publishCdEvent('environment', 'modified', {
    ...{ id: 'production', content: { name: 'production' }, customData: { releaseId } },
  });
}

/** A release manager publishes the flow that the release pins; the author of the release is not allowed to. */
export async function publishFlow({ people }: Cast): Promise<void> {
  await people.ada.act('/planning/v1/templates', demoFlow);
}
