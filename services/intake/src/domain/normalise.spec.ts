import { isRejection } from '@slipway/decider';
import { normalise } from './normalise.js';

const digest = `sha256:${'a'.repeat(64)}`;
const identities = { format: /^[a-z][a-z0-9._-]*$/, aliases: new Map([['grace@example.com', 'grace']]) };
const received = { publisher: 'ci', receivedAt: '2026-11-23T10:00:00.000Z' };
const receipt = { ...received, identities };
const origin = { source: '/ci/shop', id: '1', ...received };

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
      said: { field: 'data.context.timestamp', time: '2026-11-23T10:00:00.000Z' },
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

  it.each([
    ['success', 'success'],
    ['Succeeded', 'success'],
    ['pass', 'success'],
    ['FAILURE', 'failure'],
    ['fail', 'failure'],
    ['error', 'failure'],
    ['cancel', 'cancelled'],
    ['canceled', 'cancelled'],
    ['ABORTED', 'cancelled'],
  ])('understands the outcome %s as %s, of a pipeline and of a suite', (word, outcome) => {
    const expected = { fact: { data: { outcome } } };
    expect(said('pipelinerun.finished', { id: 'run', content: { outcome: word } }, { digest })).toMatchObject(expected);
    expect(said('testsuiterun.finished', { id: 'run', content: { outcome: word } }, { digest })).toMatchObject(
      expected,
    );
  });

  it.each([
    ['its id', { id: 'unit-linux', name: 'unit' }, 'unit', 'unit-linux'],
    ['its name', { name: 'unit' }, 'unit', 'unit'],
    ['its id, which is all that there is', { id: 'unit-linux', name: '' }, 'unit-linux', 'unit-linux'],
    ['its run', undefined, 'run', 'run'],
  ])('knows a suite by %s', (_, testSuite, suite, suiteId) => {
    const result = said('testsuiterun.finished', { id: 'run', content: { outcome: 'pass', testSuite } }, { digest });
    expect(result).toMatchObject({ fact: { data: { suite, suiteId } } });
  });

  it.each([
    ['by the id of the subject', 'production', 'Production (EU)', {}, 'production'],
    ['as its sender says that releases do', 'prod/EU-1', undefined, { environment: 'production' }, 'production'],
  ])('knows an environment %s', (_, id, name, custom, environment) => {
    const subject = { id, content: { name } };
    const customData = { releaseId: 'shop-1.1.0', ...custom };
    expect(said('environment.created', subject, customData)).toMatchObject({ fact: { data: { environment } } });
    expect(said('environment.deleted', subject, customData)).toMatchObject({
      trail: 'shop-1.1.0',
      fact: { type: 'dev.slipway.intake.environment-lost.v1', data: { environment, reason: 'deleted' } },
    });
  });

  it.each([
    [{ description: 'p99 over 2 s', environment: { id: 'staging' } }, { title: 'Slow' }, 'Slow', 'p99 over 2 s'],
    [{ description: 'down\nsince 10:00', environment: { id: 'staging' } }, {}, 'down', 'down\nsince 10:00'],
    [{ environment: { id: 'staging' } }, {}, 'Incident i-1', ''],
  ])('keeps where an incident happened, and what is said of it: %j %j', (content, custom, title, detail) => {
    const result = said('incident.detected', { id: 'i-1', content }, { releaseId: 'shop-1.1.0', ...custom });
    expect(result).toMatchObject({ fact: { data: { title, detail, environment: 'staging', incident: 'i-1' } } });
  });

  it('has one name for a user who rates, in whatever spelling', () => {
    const rated = (user: string) =>
      normalise(
        message('dev.slipway.inbound.feedback.received.v1', { releaseId: 'shop-1.1.0', rating: 5, user }),
        receipt,
      );
    expect(rated('Grace@Example.com')).toMatchObject({ fact: { data: { user: 'grace' } } });
    expect(rated('Ｕser 17 ')).toMatchObject({ fact: { data: { user: 'user 17' } } });
  });
});

describe('a completed review in our words', () => {
  const review = {
    product: 'shop',
    version: '1.1.0-RC1',
    releaseType: 'minor',
    title: 'Shop 1.1',
    author: 'ada',
    environment: 'production',
    components: ['web'],
    artifacts: [{ name: 'shop', uri: 'file:///shop.tgz', digest }],
    window: { start: '2026-11-23T10:00:00.000Z', end: '2026-11-23T12:00:00.000Z' },
    reviewers: ['grace'],
  };
  const reviewed = (changes: object = {}) =>
    normalise(message('dev.slipway.inbound.review.completed.v1', { ...review, ...changes }), receipt);
  const field = (name: string) => ({ rejected: 'PAYLOAD_INVALID', details: { fields: [{ field: name }] } });

  it('names the release after product and version, in lower case', () => {
    expect(reviewed()).toMatchObject({ trail: 'shop-1.1.0-rc1', fact: { data: { version: '1.1.0-RC1' } } });
    expect(reviewed({ product: 'Shop' })).toMatchObject(field('data.product'));
  });

  it('names people as the identity provider does', () => {
    const named = reviewed({ author: 'Grace@example.com ', reviewers: ['Ada', 'ada', 'grace'] });
    expect(named).toMatchObject({ fact: { data: { author: 'grace', reviewers: ['ada'] } } });
    expect(named).not.toHaveProperty('fact.data.authorKnown');
  });

  it('says that its author is not known, and leaves the name as it came', () => {
    const data = { author: 'Ada L.', authorKnown: false };
    expect(reviewed({ author: 'Ada L.' })).toMatchObject({ fact: { data } });
  });

  it('was reviewed by somebody else than its author', () => {
    expect(reviewed({ reviewers: ['Ada ', 'ada'] })).toMatchObject(field('data.reviewers'));
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

  it.each([
    ['type', 'dev.cdevents.environment.created.0.2.0'],
    ['id', '2'],
    ['source', '/ci/other'],
  ])('is a CDEvent whose %s is another inside than outside', (name, value) => {
    const inside = cdevent('environment.modified', { id: 'production', content: {} }, { releaseId: 'shop-1.1.0' });
    const result = normalise({ ...inside, [name]: value }, receipt);
    expect(result).toMatchObject({
      rejected: 'PAYLOAD_INVALID',
      details: { fields: [{ field: `data.context.${name}`, fix: expect.stringContaining(value) as string }] },
    });
  });

  it.each([
    ['pipelinerun.finished', { outcome: 'success' }, 'data.customData.digest'],
    ['testsuiterun.finished', { outcome: 'success' }, 'data.customData.digest'],
    ['environment.created', {}, 'data.customData.releaseId'],
    ['incident.detected', { environment: { id: 'production' } }, 'data.customData.releaseId'],
  ])('lacks what CDEvents has no field for, and the refusal says where to put it: %s', (name, content, where) => {
    const fields = [{ field: where, fix: expect.stringContaining('is missing: add customData.') as string }];
    for (const customData of [undefined, {}, 'AAAA' as unknown as object]) {
      const result = said(name, { id: 'production', content }, customData);
      expect(isRejection(result) && result.details.fields).toEqual(fields);
    }
  });

  it('says success of a part of the traffic', () => {
    const content = { environment: { id: 'production' } };
    const customData = { releaseId: 'shop-1.1.0', digest, weight: 50, outcome: 'success' };
    const fields = [{ field: 'data.customData.outcome' }];
    expect(said('service.deployed', { id: 'shop', content }, customData)).toMatchObject({ details: { fields } });
  });

  it.each([
    ['failed', { outcome: 'failure' }, 'data.customData.outcome'],
    ['is not done', { outcome: 'progressing' }, 'data.customData.outcome'],
    ['is done for a part of the traffic', { weight: 50 }, 'data.customData.weight'],
  ])('says rolled back of what %s', (_, custom, field) => {
    const content = { environment: { id: 'production' } };
    const result = said('service.rolledback', { id: 'shop', content }, { releaseId: 'shop-1.1.0', digest, ...custom });
    expect(result).toMatchObject({ rejected: 'PAYLOAD_INVALID', details: { fields: [{ field }] } });
  });

  it.each(['environment.created', 'incident.detected', 'service.deployed'])(
    'names an environment as no release does, and the refusal says how: %s',
    (name) => {
      const subject = { id: 'prod/EU-1', content: { environment: { id: 'prod/EU-1' } } };
      expect(said(name, subject, { releaseId: 'shop-1.1.0', digest })).toMatchObject({
        details: { fields: [{ fix: expect.stringContaining('customData.environment') as string }] },
      });
    },
  );

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
    expect(isRejection(result) && result.details.fields).toEqual([
      { field: 'data.subject.content.outcome', fix: expect.stringContaining('success') as string },
      { field: 'data.customData.digest', fix: 'a digest is sha256: and 64 hexadecimal digits' },
    ]);
  });
});
