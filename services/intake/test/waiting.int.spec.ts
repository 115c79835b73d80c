import { randomUUID } from 'node:crypto';
import { EnvironmentLost, EnvironmentPrepared, FeedbackReceived, ReviewCompleted } from '@slipway/contracts';
import { eventually } from '@slipway/testing';
import { roomLimits } from '../src/domain/waiting.policy.js';
import { IntakeSystem, type Letter } from './intake-system.js';
import { cdevent, feedback, newProduct, review, structuredHeaders, type Message } from './messages.js';

let system: IntakeSystem;
/** Partitions: of the messages that wait, some of which a test has delivered twice, and of all others. */
const [early, other] = [1, 2];

/** The message of a release that never comes. It is sent before all others, so that the wait for the end of its patience is under way. */
const forsaken = { releaseId: `${newProduct()}-1.0.0`, mark: randomUUID(), sent: '', offset: '' };

beforeAll(async () => {
  system = await IntakeSystem.start('PT30S');
  forsaken.sent = JSON.stringify(feedback(forsaken.releaseId, 'u1'));
  forsaken.offset = await system.publish(forsaken.sent, { ...structuredHeaders, mark: forsaken.mark }, other);
});

afterAll(async () => {
  await system.stop();
});

interface Waiting {
  readonly id: string;
  readonly tries: number;
}

/** Those that wait for this release. */
const waitingFor = (releaseId: string): Promise<Waiting[]> =>
  system.query('select id, tries from waiting_message where release_id = $1 order by arrival', [releaseId]);

/** Publishes it over Kafka, in a partition of its own, and waits until it waits. */
async function publishEarly(message: Message, releaseId: string, partition = early): Promise<Waiting> {
  const before = (await waitingFor(releaseId)).length;
  await system.publish(JSON.stringify(message), structuredHeaders, partition);
  return eventually(async () => (await waitingFor(releaseId))[before]);
}

const trailOf = (releaseId: string, count: number) =>
  eventually(async () => {
    const events = await system.trail(releaseId);
    return events.length >= count ? events : undefined;
  });

const environment = (name: string, releaseId: string): Message =>
  cdevent({ name, subject: { id: 'production', content: {} }, customData: { releaseId } });

const typesOf = (events: readonly { readonly type: string }[]): string[] => events.map(({ type }) => type);

describe('a message that comes before the [rv] of its release', () => {
  it('is recorded behind it, whichever door [rv] takes', async () => {
    for (const announce of [
      (message: Message) => system.publish(JSON.stringify(message), structuredHeaders, other),
      (message: Message) => system.send(message),
    ]) {
      const product = newProduct();
      const releaseId = `${product}-1.0.0`;
      const came = new Date().toISOString();
      const modified = environment('environment.modified.0.3.0', releaseId);
      await publishEarly(modified, releaseId);
      await announce(review({ product }));
      const events = await trailOf(releaseId, 2);
      expect(events).toMatchObject([
        { type: ReviewCompleted.type },
        {
          type: EnvironmentPrepared.type,
          data: { origin: { id: modified.id, publisher: 'ci' } },
          actor: { id: 'ci', kind: 'publisher' },
        },
      ]);
      const { receivedAt } = (events[1]?.data as EnvironmentPrepared['data']).origin;
      expect(receivedAt >= came && receivedAt < (events[1]?.recordedAt ?? '')).toBe(true);
      await eventually(async () => (await waitingFor(releaseId)).length === 0);
      expect(system.letters.filter(({ value }) => String(value).includes(releaseId))).toEqual([]);
    }
  });

  it('keeps its place among those of the same release', async () => {
    const product = newProduct();
    const releaseId = `${product}-1.0.0`;
    for (const message of [
      environment('environment.created.0.3.0', releaseId),
      environment('environment.deleted.0.3.0', releaseId),
      environment('environment.created.0.3.0', releaseId),
      feedback(releaseId, 'u1'),
    ]) {
      await publishEarly(message, releaseId);
    }
    await system.publish(JSON.stringify(review({ product })), structuredHeaders, other);
    expect(typesOf(await trailOf(releaseId, 5))).toEqual([
      ReviewCompleted.type,
      EnvironmentPrepared.type,
      EnvironmentLost.type,
      EnvironmentPrepared.type,
      FeedbackReceived.type,
    ]);
  });

  it('may be an [rv] itself, whose release before it comes later', async () => {
    const product = newProduct();
    const next = review({ product, version: '1.1.0', previousReleaseId: `${product}-1.0.0` });
    await publishEarly(next, `${product}-1.0.0`);
    await publishEarly(feedback(`${product}-1.1.0`, 'u1'), `${product}-1.1.0`, other);
    await system.announced({ product });
    expect(typesOf(await trailOf(`${product}-1.1.0`, 2))).toEqual([ReviewCompleted.type, FeedbackReceived.type]);
  });

  it('holds up none of those behind it', async () => {
    const releaseId = `${newProduct()}-1.0.0`;
    const known = await system.announced();
    await publishEarly(feedback(releaseId, 'u1'), releaseId);
    await system.publish(JSON.stringify(feedback(known, 'u2')), structuredHeaders, early);
    await trailOf(known, 2);
    expect(await waitingFor(releaseId)).toHaveLength(1);
  });

  it('is refused at once over HTTP, whose sender can send it again', async () => {
    const releaseId = `${newProduct()}-1.0.0`;
    expect(await system.send(feedback(releaseId, 'u1'))).toMatchObject({
      status: 422,
      body: { code: 'RELEASE_UNKNOWN' },
    });
    expect(await waitingFor(releaseId)).toEqual([]);
  });

  it('is set aside for what else is wrong with it, when its release has come', async () => {
    const product = newProduct();
    const releaseId = `${product}-1.0.0`;
    const message = feedback(releaseId, 'u1');
    await publishEarly(message, releaseId);
    await publishEarly({ ...message, data: { releaseId, rating: 1, user: 'u1' } }, releaseId);
    await system.announced({ product });
    const letter = await system.letterOf(({ detail }) => detail.includes(message.id));
    expect(letter).toMatchObject({ reason: 'INBOUND_ID_REUSED' });
    expect(await system.trail(releaseId)).toHaveLength(2);
  });

  it('waits on when the service starts again, once for its place in the topic', async () => {
    const product = newProduct();
    const releaseId = `${product}-1.0.0`;
    const message = feedback(releaseId, 'u1');
    const { id } = await publishEarly(message, releaseId);
    await system.restart(() => system.redeliver(early));
    const known = await system.announced();
    await system.publish(JSON.stringify(feedback(known, 'u2')), structuredHeaders, early);
    await trailOf(known, 2);
    expect((await waitingFor(releaseId)).map((each) => each.id)).toEqual([id]);
    await system.announced({ product });
    expect(await trailOf(releaseId, 2)).toMatchObject([{}, { data: { user: 'u1', origin: { id: message.id } } }]);
    await eventually(async () => (await waitingFor(releaseId)).length === 0);
    expect(await system.trail(releaseId)).toHaveLength(2);
  });
});

describe('a message whose release never comes', () => {
  const lettersOf = (mark: string): Letter[] => system.letters.filter(({ headers }) => headers['mark'] === mark);

  it('is tried until the patience has run out, then set aside as it lay in the topic', async () => {
    const { releaseId, mark, sent, offset } = forsaken;
    const letter = await eventually(() => lettersOf(mark)[0], { within: 50_000 });
    expect(letter).toMatchObject({ reason: 'RELEASE_UNKNOWN', value: Buffer.from(sent) });
    expect(letter.headers).toMatchObject({
      ...structuredHeaders,
      slipway_deadletter_group: 'intake.ingest',
      slipway_deadletter_topic: 'release.ingest.v1',
      slipway_deadletter_partition: String(other),
      slipway_deadletter_offset: offset,
    });
    expect(JSON.parse(letter.detail)).toEqual({
      releaseId,
      fix: expect.stringContaining('send the [rv] of the release first') as string,
      waited: expect.stringMatching(/^3\d s for its \[rv\], since 20/) as string,
    });
    await eventually(async () => (await waitingFor(releaseId)).length === 0);
    expect(lettersOf(mark)).toHaveLength(1);
  });

  it('is set aside at once when too many of its sender wait already, and waits when they are of another', async () => {
    const [mark, another] = [randomUUID(), randomUUID()];
    const releaseId = `${newProduct()}-1.0.0`;
    await system.query(
      `insert into waiting_message (id, release_id, sender, topic, partition, message_offset, message_timestamp, headers, bytes, since,
         due_at, waited, tries)
       select $1::text || n, 'crowd-1.0.0', 'ci', 'release.ingest.v1', 0, '0', '', '[]', 1, '', '', 0, 0 from generate_series(1, $2::int) n`,
      [mark, roomLimits.sender.messages],
    );
    await system.publish(JSON.stringify(feedback(releaseId, 'u1')), { ...structuredHeaders, mark }, early);
    const letter = await eventually(() => lettersOf(mark)[0]);
    expect(letter.reason).toBe('WAITING_ROOM_FULL');
    expect(letter.detail).toContain('send the [rv] of the release first');
    expect(await waitingFor(releaseId)).toEqual([]);
    await system.query(`update waiting_message set sender = 'crowd' where release_id = 'crowd-1.0.0'`);
    await system.publish(JSON.stringify(feedback(releaseId, 'u2')), { ...structuredHeaders, mark: another }, early);
    await eventually(async () => (await waitingFor(releaseId)).length === 1);
    await system.query(`delete from waiting_message where release_id = any($1)`, [['crowd-1.0.0', releaseId]]);
    expect(lettersOf(another)).toEqual([]);
  });
});
