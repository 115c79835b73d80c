import { until, type Cast } from './scene.js';
import { demoFlow } from './template.js';

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const seconds = (count: number) => new Date(Date.now() + count * 1000).toISOString();

/** The CI tells what it built and tested, and that the review of this version is complete: [rv]. */
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
  // What is said of a release before its review has arrived is refused, and Kafka keeps no order between two keys.
  await systems.publishCdEvent('environment', 'modified', {
    ...{ id: 'production', content: { name: 'production' }, customData: { releaseId } },
  });
}

/** A release manager publishes the flow that the release pins; its author may not. */
export async function publishFlow({ people }: Cast): Promise<void> {
  await people.ada.act('/planning/v1/templates', demoFlow);
}
