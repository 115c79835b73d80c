import { randomUUID } from 'node:crypto';
import { ReleaseAborted, TemplatePublished, type TemplateReference } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { golden } from '@slipway/testing/services';
import { IntakeSystem, type Letter } from './intake-system.js';
import { cdevent, feedback, newProduct, review, structuredHeaders, type Message } from './messages.js';

let system: IntakeSystem;

beforeAll(async () => {
  system = await IntakeSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const refused = (code: string, status: number, more: object = {}) => ({ status, body: { code, ...more } });

/** The same over Kafka: set aside, with the same code. */
async function setAside(message: Message): Promise<Letter> {
  const mark = randomUUID();
  await system.publish(JSON.stringify(message), { ...structuredHeaders, mark });
  return system.letterOf(({ headers }) => headers['mark'] === mark);
}

describe('a completed review', () => {
  it('is taken once for a release; the refusal of the second says what there is and what to do', async () => {
    const product = newProduct();
    const first = review({ product });
    expect(await system.send(first)).toMatchObject({ status: 202 });
    await system.planning(
      'flow',
      `${product}-1.0.0`,
      ReleaseAborted.of({ releaseId: `${product}-1.0.0`, reason: 'late' }),
    );
    const there = { releaseId: `${product}-1.0.0`, environment: 'production', status: 'aborted' };
    const elsewhere = review({ product, environment: 'production-us' });
    expect(await system.send(elsewhere)).toMatchObject(refused('RELEASE_EXISTS', 409, { existing: there }));
    expect(await setAside(elsewhere)).toMatchObject({ reason: 'RELEASE_EXISTS' });
    expect(await system.send(first)).toMatchObject({ status: 202, body: { events: [] } });
    expect(await system.send(review({ product, version: '1.0.0+2' }))).toMatchObject({ status: 202 });
    expect((await system.trail(`${product}-1.0.0`)).filter(({ type }) => type.includes('review'))).toHaveLength(1);
  });

  it.each([
    ['a file that nobody may read', 'file:///etc/shadow', 'OUTBOUND_FILE_ROOTS'],
    ['an address inside', 'http://169.254.169.254/latest', 'OUTBOUND_NETWORKS'],
    ['a password in its address', 'https://me:word@artifacts.example/a.tgz', '${secret:NAME}'],
    ['a secret that is not for its host', 'https://artifacts.example/a?token=${secret:SHOP}', 'OUTBOUND_SECRETS'],
  ])('is refused with %s, and told the field and the fix', async (_, uri, fix) => {
    const message = review({ artifacts: [{ name: 'a', uri, digest: `sha256:${'a'.repeat(64)}` }] });
    const fields = [{ field: 'data.artifacts.0.uri', fix: expect.stringContaining(fix) as string }];
    expect(await system.send(message)).toMatchObject(refused('PAYLOAD_INVALID', 422, { fields }));
    expect(await setAside(message)).toMatchObject({ reason: 'PAYLOAD_INVALID' });
  });

  it('is taken once, of two that come at once', async () => {
    const product = newProduct();
    const answers = await Promise.all([1, 2, 3, 4].map(() => system.send(review({ product }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
  });

  it('may come twice at once', async () => {
    const message = review();
    const answers = await Promise.all([1, 2, 3].map(() => system.send(message)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  });

  it('names a flow that is published', async () => {
    const templateId = `flow-${newProduct()}`;
    const message = review({ templateId });
    expect(await system.send(message)).toMatchObject(refused('TEMPLATE_UNKNOWN', 422, { templateId }));
    expect(await setAside(message)).toMatchObject({ reason: 'TEMPLATE_UNKNOWN' });
    const published = TemplatePublished.data.parse(golden('planning/template-published'));
    const template: TemplateReference = { ...published.template, id: templateId };
    await system.planning('template', 'platform', TemplatePublished.of({ ...published, template }));
    expect(await system.send(message)).toMatchObject({ status: 202 });
    expect(await system.send(review({ templateId: 'base-flow-release' }))).toMatchObject({ status: 202 });
  });

  it('names a release before it that is known, of the same product and environment', async () => {
    const product = newProduct();
    const releaseId = await system.announced({ product });
    const next = (changes: object) =>
      system.send(review({ product, version: '1.1.0', previousReleaseId: releaseId, ...changes }));
    const field = { field: 'data.previousReleaseId' };
    expect(await next({ version: '2.0.0', previousReleaseId: `${product}-2.0.0` })).toMatchObject(
      refused('PAYLOAD_INVALID', 422, { fields: [field] }),
    );
    expect(await next({ previousReleaseId: `${product}-0.9.0` })).toMatchObject(refused('RELEASE_UNKNOWN', 422, field));
    expect(await next({ product: newProduct() })).toMatchObject(refused('PAYLOAD_INVALID', 422, { fields: [field] }));
    expect(await next({ environment: 'staging' })).toMatchObject(refused('PAYLOAD_INVALID', 422, { fields: [field] }));
    expect(await next({})).toMatchObject({ status: 202 });
  });

  it.each<[string, object, string]>([
    ['in year 1', { start: '0001-01-01T00:00:00.000Z', end: '9999-12-31T23:59:59.999Z' }, 'data.window.start'],
    ['that has ended', { start: '2020-01-01T10:00:00.000Z', end: '2020-01-01T12:00:00.000Z' }, 'data.window.end'],
    ['of two years', { start: '2100-01-01T00:00:00.000Z', end: '2102-01-01T00:00:00.000Z' }, 'data.window.end'],
  ])('is refused with a window %s', async (_, window, field) => {
    const { status, body } = await system.send(review({ window }));
    expect(status).toBe(422);
    expect((body as { fields: { field: string }[] }).fields.map((each) => each.field)).toContain(field);
  });

  it('is of a version by the grammar of SemVer, and its id is in lower case', async () => {
    for (const version of ['1.2.3+build.5', '1.0.0-RC1', '1.0.0-rc.1+build.5']) {
      const product = newProduct();
      const releaseId = `${product}-${version}`.toLowerCase();
      expect(await system.send(review({ product, version }))).toMatchObject({
        status: 202,
        body: { events: [{ data: { releaseId, version } }] },
      });
    }
    for (const version of ['01.2.3', '1.0.0-a..b', '1.0.0-01', 'v1.2.3']) {
      expect(await system.send(review({ version }))).toMatchObject(
        refused('PAYLOAD_INVALID', 422, { fields: [{ field: 'data.version' }] }),
      );
    }
  });

  it('cannot be read as that of another product', async () => {
    const product = newProduct();
    expect(await system.send(review({ product, version: '1.0.0-2.0.0' }))).toMatchObject({ status: 202 });
    const other = review({ product: `${product}-1.0.0`, version: '2.0.0' });
    expect(await system.send(other)).toMatchObject(
      refused('PAYLOAD_INVALID', 422, { fields: [{ field: 'data.product' }] }),
    );
    expect((await system.trail(`${product}-1.0.0-2.0.0`)).filter(({ type }) => type.includes('review'))).toHaveLength(
      1,
    );
  });

  it('names people as the identity provider does, and says whom nobody knows', async () => {
    const known = await system.send(review({ author: 'Grace@Example.com', reviewers: ['Ken ', 'ken', 'grace'] }));
    expect(known).toMatchObject({ body: { events: [{ data: { author: 'grace', reviewers: ['ken'] } }] } });
    expect(known).not.toHaveProperty('body.events.0.data.authorKnown');
    expect(await system.send(review({ author: 'Dr. No <no@example.com>' }))).toMatchObject({
      body: { events: [{ data: { author: 'Dr. No <no@example.com>', authorKnown: false } }] },
    });
    expect(await system.send(review({ author: 'grace', reviewers: ['grace@example.com'] }))).toMatchObject(
      refused('PAYLOAD_INVALID', 422, { fields: [{ field: 'data.reviewers' }] }),
    );
  });
});

describe('what is said of a release', () => {
  it('is taken from the moment of its [rv]', async () => {
    const releaseId = await system.announced();
    const customData = { releaseId };
    const content = { environment: { id: 'production' } };
    const sent = [
      feedback(releaseId, 'u1'),
      cdevent({ name: 'incident.detected.0.3.0', subject: { id: 'i1', content }, customData }),
      cdevent({ name: 'environment.created.0.3.0', subject: { id: 'production', content: {} }, customData }),
    ];
    for (const message of sent) expect(await system.send(message)).toMatchObject({ status: 202 });
    expect(await system.trail(releaseId)).toHaveLength(4);
  });

  it('is taken over Kafka behind its [rv], in one partition', async () => {
    const product = newProduct();
    for (const message of [review({ product }), feedback(`${product}-1.0.0`, 'u1')]) {
      await system.publish(JSON.stringify(message), structuredHeaders);
    }
    const trail = await eventually(async () => {
      const events = await system.trail(`${product}-1.0.0`);
      return events.length > 1 ? events : undefined;
    });
    expect(trail.map(({ data }) => data)).toMatchObject([{ product }, { user: 'u1' }]);
  });

  it.each<[string, (releaseId: string) => Message]>([
    ['feedback', (releaseId) => feedback(releaseId, 'u1')],
    [
      'an incident',
      (releaseId) =>
        cdevent({ name: 'incident.detected.0.3.0', subject: { id: 'i', content: {} }, customData: { releaseId } }),
    ],
    [
      'a pipeline',
      (releaseId) => {
        const customData = { releaseId, digest: `sha256:${'a'.repeat(64)}` };
        return cdevent({
          name: 'pipelinerun.finished.0.3.0',
          subject: { id: 'p', content: { outcome: 'success' } },
          customData,
        });
      },
    ],
  ])('is refused of a release that nobody knows: %s', async (_, about) => {
    const releaseId = `${newProduct()}-1.0.0`;
    expect(await system.send(about(releaseId))).toMatchObject(refused('RELEASE_UNKNOWN', 422, { releaseId }));
    expect(await setAside(about(releaseId))).toMatchObject({ reason: 'RELEASE_UNKNOWN' });
    expect(await system.send(about('platform'))).toMatchObject(refused('RELEASE_UNKNOWN', 422));
    expect(await system.trail(releaseId)).toEqual([]);
  });
});
