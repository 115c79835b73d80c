import { isRejection } from '@slipway/decider';
import { normalise } from './normalise.js';

const digest = `sha256:${'a'.repeat(64)}`;
const receipt = { publisher: 'ci', receivedAt: '2026-11-23T10:00:00.000Z' };
const origin = { source: '/ci/shop', id: '1', ...receipt };

const message = (type: string, data: unknown) => ({ id: '1', source: '/ci/shop', type, data });
const cdevent = (name: string, subject: object, customData?: object) => {
  const type = `dev.cdevents.${name}.0.2.0`;
  const context = { id: '1', source: '/ci/shop', type, timestamp: '2026-11-23T10:00:00Z' };
  return message(type, { context, subject, ...(customData === undefined ? {} : { customData }) });
};
const said = (...args: Parameters<typeof cdevent>) => normalise(cdevent(...args), receipt);

describe('a message in our words', () => {
  it('is a pipeline result on the trail of its artifact', () => {
    const content = { pipelineName: 'build', outcome: 'error', url: 'https://ci.example/1' };
    expect(said('pipelinerun.finished', { id: 'run', content }, { digest })).toEqual({
      fact: {
        type: 'dev.slipway.intake.pipeline-finished.v1',
        data: { digest, pipeline: 'build', outcome: 'failure', uri: 'https://ci.example/1', origin },
      },
      trail: `artifact-${'a'.repeat(64)}`,
    });
  });

  it('is on the trail of the release that it names', () => {
    const content = { outcome: 'pass', testSuite: { id: '7', name: 'unit' } };
    const result = said('testsuiterun.finished', { id: 'run', content }, { digest, releaseId: 'shop-1.1.0' });
    expect(result).toMatchObject({ trail: 'shop-1.1.0', fact: { data: { suite: 'unit', outcome: 'success' } } });
  });

  it('knows a published artifact by the digest in its package URL', () => {
    const id = `pkg:oci/shop@sha256%3A${'a'.repeat(64)}`;
    expect(said('artifact.published', { id, content: {} })).toMatchObject({ fact: { data: { digest, uri: id } } });
  });

  it.each([
    ['service.deployed', { weight: 50 }, 'progressing', 50],
    ['service.upgraded', {}, 'success', 100],
    ['service.deployed', { weight: 50, outcome: 'failure' }, 'failure', 50],
    ['service.rolledback', {}, 'rolled-back', 100],
  ])('is an outside deployment: %s %j', (name, custom, outcome, weight) => {
    const content = { environment: { id: 'production' } };
    const result = said(name, { id: 'shop', content }, { releaseId: 'shop-1.1.0', digest, ...custom });
    expect(result).toMatchObject({ trail: 'shop-1.1.0', fact: { data: { outcome, weight, digest } } });
  });

  it('names the release of a completed review after product and version', () => {
    const review = {
      product: 'shop',
      version: '1.1.0',
      releaseType: 'minor',
      title: 'Shop 1.1',
      author: 'ada',
      environment: 'production',
      components: ['web'],
      artifacts: [{ name: 'shop', uri: 'file:///shop.tgz', digest }],
      window: { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T12:00:00.000Z' },
      reviewers: ['grace'],
    };
    const type = 'dev.slipway.inbound.review.completed.v1';
    expect(normalise(message(type, review), receipt)).toMatchObject({ trail: 'shop-1.1.0' });
    const shouting = normalise(message(type, { ...review, product: 'Shop' }), receipt);
    expect(shouting).toMatchObject({ rejected: 'PAYLOAD_INVALID', details: { fields: [{ field: 'data.product' }] } });
  });
});

describe('a message that is refused', () => {
  it('has a type that nobody declared', () => {
    expect(normalise(message('com.example.unknown', {}), receipt)).toMatchObject({ rejected: 'TYPE_UNKNOWN' });
  });

  it.each([undefined, null, 'text', [], 7])('has data that is no object: %j', (data) => {
    const result = normalise(message('dev.cdevents.pipelinerun.finished.0.2.0', data), receipt);
    expect(result).toMatchObject({ rejected: 'PAYLOAD_INVALID' });
  });

  it('is a CDEvent that says another type inside than outside', () => {
    const inside = cdevent('incident.detected', { id: 'i', content: {} }, { releaseId: 'shop-1.1.0', title: 'x' });
    const result = normalise({ ...inside, type: 'dev.cdevents.environment.created.0.2.0' }, receipt);
    expect(result).toMatchObject({
      rejected: 'PAYLOAD_INVALID',
      details: { fields: [{ field: 'data.context.type' }] },
    });
  });

  it.each([
    ['U+0000', 'a\0b'],
    ['half a surrogate pair', 'a\ud800'],
  ])('has text with %s, which no projection could take', (_, user) => {
    const feedback = { releaseId: 'shop-1.1.0', rating: 5, user };
    const result = normalise(message('dev.slipway.inbound.feedback.received.v1', feedback), receipt);
    expect(result).toMatchObject({ rejected: 'PAYLOAD_INVALID', details: { fields: [{ field: 'data.user' }] } });
  });

  it('names each wrong field and what it must be', () => {
    const result = said('pipelinerun.finished', { id: 'run', content: { outcome: 'maybe' } }, { digest: 'md5:1' });
    expect(isRejection(result) && result.details['fields']).toEqual([
      { field: 'data.subject.content.outcome', fix: expect.stringContaining('success') as string },
      { field: 'data.customData.digest', fix: 'a digest is sha256: and 64 hexadecimal digits' },
    ]);
  });
});
