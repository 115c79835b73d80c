import { randomUUID } from 'node:crypto';
import { IntakeSystem } from './intake-system.js';
import { artifactTrail, cdevent, cloudEvent, feedback, minutesAgo, newDigest, type Message } from './messages.js';

let system: IntakeSystem;
let release: string;

beforeAll(async () => {
  system = await IntakeSystem.start();
  release = await system.announced();
});

afterAll(async () => {
  await system.stop();
});

const suiteRun = (outcome: unknown, version = '0.3.0', testSuite?: object) => ({
  name: `testsuiterun.finished.${version}`,
  subject: { id: 'run-1', content: { outcome, environment: { id: 'dev' }, ...(testSuite && { testSuite }) } },
});
const pipelineRun = (outcome: unknown, version = '0.3.0') => ({
  name: `pipelinerun.finished.${version}`,
  subject: { id: 'run-1', content: { outcome } },
});
/** What is recorded of a message that is taken. */
async function recorded(message: Message, trail: string) {
  const { status, body } = await system.send(message);
  if (status !== 202) throw new Error(JSON.stringify(body));
  const events = await system.trail(trail);
  return events.at(-1);
}

describe('a CDEvent', () => {
  it.each([
    ['0.1.0', 'pass', 'success'],
    ['0.2.0', 'fail', 'failure'],
    ['0.3.0', 'success', 'success'],
    ['0.3.0', 'failure', 'failure'],
    ['0.3.0', 'error', 'failure'],
    ['0.3.0', 'cancel', 'cancelled'],
  ])('of a test suite run %s ends with %s', async (version, word, outcome) => {
    const digest = newDigest();
    const testSuite = { id: 'unit-linux', name: 'unit' };
    const event = await recorded(
      cdevent({ ...suiteRun(word, version, testSuite), customData: { digest } }),
      artifactTrail(digest),
    );
    expect(event).toMatchObject({ data: { suite: 'unit', suiteId: 'unit-linux', environment: 'dev', outcome } });
  });

  it.each([
    ['0.1.1', 'Succeeded', 'success'],
    ['0.2.0', 'CANCELLED', 'cancelled'],
    ['0.3.0', 'cancel', 'cancelled'],
  ])('of a pipeline run %s ends with %s', async (version, word, outcome) => {
    const digest = newDigest();
    const event = await recorded(
      cdevent({ ...pipelineRun(word, version), customData: { digest } }),
      artifactTrail(digest),
    );
    expect(event).toMatchObject({ data: { pipeline: 'run-1', outcome } });
  });

  it.each(['perhaps', '', undefined, 7])(
    'is refused with the outcome %j, and told which there are',
    async (outcome) => {
      const field = { field: 'data.subject.content.outcome', fix: expect.stringContaining('success') as string };
      expect(
        await system.send(cdevent({ ...pipelineRun(outcome), customData: { digest: newDigest() } })),
      ).toMatchObject({
        status: 422,
        body: { fields: [field] },
      });
    },
  );

  it('needs no more than its schema does', async () => {
    const digest = newDigest();
    expect(
      await recorded(cdevent({ ...suiteRun('pass'), customData: { digest } }), artifactTrail(digest)),
    ).toMatchObject({
      data: { suite: 'run-1', suiteId: 'run-1' },
    });
    const content = { environment: { id: 'staging' } };
    const incident = {
      name: 'incident.detected.0.3.0',
      subject: { id: 'i-1', content },
      customData: { releaseId: release },
    };
    expect(await recorded(cdevent(incident), release)).toMatchObject({
      data: { title: 'Incident i-1', detail: '', environment: 'staging', incident: 'i-1' },
    });
    const subject = { id: `pkg:oci/shop@sha256%3A${digest.slice(7)}`, content: {} };
    expect(await recorded(cdevent({ name: 'artifact.published.0.3.0', subject }), artifactTrail(digest))).toMatchObject(
      {
        data: { digest },
      },
    );
  });

  it('says which field to add where CDEvents has none', async () => {
    expect(await system.send(cdevent(suiteRun('pass')))).toMatchObject({
      status: 422,
      body: {
        fields: [{ field: 'data.customData.digest', fix: expect.stringContaining('add customData.digest') as string }],
      },
    });
  });

  it.each([
    ['a space for the T', '2026-01-01 10:00:00.5+00:00'],
    ['another offset', '2026-01-01T12:00:00.500+02:00'],
    ['milliseconds since 1970', Date.parse('2026-01-01T10:00:00.500Z')],
    ['nanoseconds', '2026-01-01T10:00:00.500000000Z'],
  ])('is dated by its own timestamp, with %s, when its envelope has none', async (_, timestamp) => {
    const digest = newDigest();
    const event = cdevent({ ...pipelineRun('success'), context: { timestamp }, customData: { digest } });
    expect(await recorded(event, artifactTrail(digest))).toMatchObject({ occurredAt: '2026-01-01T10:00:00.500Z' });
  });

  it('is dated by its own timestamp when its envelope has the time of sending', async () => {
    const digest = newDigest();
    const [timestamp, time] = [minutesAgo(20), minutesAgo(0)];
    const event = cdevent({
      ...pipelineRun('success'),
      context: { timestamp },
      envelope: { time },
      customData: { digest },
    });
    expect(await recorded(event, artifactTrail(digest))).toMatchObject({ occurredAt: timestamp });
  });

  it.each(['yesterday', '2026-01-01T10:00:00', '0001-01-01T00:00:00Z', '2090-01-01T00:00:00Z', undefined])(
    'is refused when it says that it happened at %s',
    async (timestamp) => {
      const event = cdevent({ ...pipelineRun('success'), context: { timestamp }, customData: { digest: newDigest() } });
      const { status, body } = await system.send(event);
      expect([400, 422]).toContain(status);
      expect(JSON.stringify(body)).toContain('data.context.timestamp');
    },
  );

  it.each(['id', 'source', 'type'])('is refused when its %s is not that of its envelope', async (name) => {
    const context = { [name]: '/ci/other' };
    const event = cdevent({ ...pipelineRun('success'), context, customData: { digest: newDigest() } });
    expect(await system.send(event)).toMatchObject({
      status: 422,
      body: { fields: [{ field: `data.context.${name}`, fix: expect.stringContaining('CloudEvent') as string }] },
    });
  });

  it('takes back that an environment is prepared', async () => {
    const subject = { id: 'production', content: { name: 'Production (EU)' } };
    const customData = { releaseId: release };
    const prepared = await recorded(cdevent({ name: 'environment.created.0.3.0', subject, customData }), release);
    expect(prepared).toMatchObject({ data: { environment: 'production' } });
    const lost = await recorded(cdevent({ name: 'environment.deleted.0.3.0', subject, customData }), release);
    expect(lost).toMatchObject({
      type: 'dev.slipway.intake.environment-lost.v1',
      data: { releaseId: release, environment: 'production', reason: 'deleted' },
    });
  });
});

describe('a CloudEvent over HTTP', () => {
  const type = 'dev.slipway.inbound.feedback.received.v1';
  const binary = (changes: Record<string, string>, body?: string) =>
    system.call('POST', 'events', {
      as: 'ci',
      body: body ?? JSON.stringify({ releaseId: release, rating: 5, user: randomUUID() }),
      headers: {
        ...{ 'ce-specversion': '1.0', 'ce-id': randomUUID(), 'ce-source': '/ci/field', 'ce-type': type },
        'content-type': 'application/json',
        ...changes,
      },
    });
  const origin = (changes: object) => ({ status: 202, body: { events: [{ data: { origin: changes } }] } });

  it('is the same event with its attributes quoted', async () => {
    const id = randomUUID();
    const body = JSON.stringify({ releaseId: release, rating: 5, user: 'q' });
    expect(await binary({ 'ce-id': id }, body)).toMatchObject(origin({ id }));
    const quoted = {
      'ce-id': `"${id}"`,
      'ce-type': `"${type}"`,
      'ce-specversion': '"1.0"',
      'ce-source': '"/ci/field"',
    };
    expect(await binary(quoted, body)).toMatchObject({ status: 202, body: { events: [] } });
  });

  it('has its attributes percent-decoded, once', async () => {
    expect(await binary({ 'ce-source': '/ci/caf%C3%A9' })).toMatchObject(origin({ source: '/ci/café' }));
    expect(await binary({ 'ce-source': '/ci/a%2520b' })).toMatchObject(origin({ source: '/ci/a%20b' }));
  });

  it.each([
    ['percent-encoded bytes', { 'ce-source': '/ci/%FF' }],
    ['bytes', { 'ce-source': '/ci/caf\u00e9' }],
  ])('is refused with %s that are no UTF-8 in a header', async (_, headers) => {
    expect(await binary(headers)).toMatchObject({ status: 400, body: { code: 'CLOUDEVENT_INVALID' } });
  });

  it('is refused with a line break in its source, which would make two identities of one', async () => {
    const refused = { status: 400, body: { code: 'CLOUDEVENT_INVALID' } };
    expect(await system.send(feedback(release, 'u', { source: '/ci/a\nb', id: 'c' }))).toMatchObject(refused);
    expect(await binary({ 'ce-source': '/ci/a%0Ab' })).toMatchObject(refused);
  });

  it('has one user in every spelling', async () => {
    const users = ['grace@example.com', 'Grace', ' grace '];
    for (const user of users)
      expect(await recorded(feedback(release, user), release)).toMatchObject({ data: { user: 'grace' } });
  });

  it.each(['2026-01-01t10:00:00z', '2026-01-01 10:00:00Z', '2016-12-31T23:59:60Z'])(
    'may have happened at %s',
    async (time) => {
      expect(
        await system.send(cloudEvent(type, { releaseId: release, rating: 4, user: time }, { time })),
      ).toMatchObject({
        status: 202,
      });
    },
  );
});

it('is refused over Kafka when its bytes are no UTF-8', async () => {
  const headers = { ce_specversion: '1.0', ce_id: randomUUID(), ce_source: '/ci/field', ce_type: 'x', mark: 'bytes' };
  await system.publish(Buffer.from([0x22, 0xff, 0x22]), { ...headers, 'content-type': 'application/json' });
  await system.publish('{}', { ...headers, mark: 'header', ce_source: Buffer.from([0x2f, 0xff]) });
  for (const mark of ['bytes', 'header']) {
    const letter = await system.letterOf((each) => each.headers['mark'] === mark);
    expect(letter).toMatchObject({ reason: 'CLOUDEVENT_INVALID', detail: expect.stringContaining('UTF-8') as string });
  }
});
