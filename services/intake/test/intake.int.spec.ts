import { createHash, randomUUID } from 'node:crypto';
import { eventually } from '@slipway/testing';
import { IntakeSystem, type Letter } from './intake-system.js';

let system: IntakeSystem;

beforeAll(async () => {
  system = await IntakeSystem.start();
});

afterAll(async () => {
  await system.stop();
});

const newDigest = (): string => `sha256:${createHash('sha256').update(randomUUID()).digest('hex')}`;
const trailOf = (digest: string): string => digest.replace('sha256:', 'artifact-');

interface Result {
  readonly id?: string;
  readonly source?: string;
  readonly digest: string;
  readonly outcome?: string;
}

function result({ id = randomUUID(), source = '/ci/shop', digest, outcome = 'success' }: Result) {
  const type = 'dev.cdevents.pipelinerun.finished.0.2.0';
  const context = { id, source, type, timestamp: new Date().toISOString() };
  const subject = { id: 'run-1', content: { pipelineName: 'build', outcome } };
  return { attributes: { specversion: '1.0', id, source, type }, data: { context, subject, customData: { digest } } };
}

const structured = (given: Result): string => {
  const { attributes, data } = result(given);
  return JSON.stringify({ ...attributes, data });
};
const structuredHeaders = { 'content-type': 'application/cloudevents+json' };

function binary(given: Result, prefix: 'ce_' | 'ce-') {
  const { attributes, data } = result(given);
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [prefix + name, value]));
  return { value: JSON.stringify(data), headers: { ...headers, 'content-type': 'application/json' } };
}

const recorded = (digest: string) =>
  eventually(async () => {
    const events = await system.trail(trailOf(digest));
    return events.length > 0 ? events : undefined;
  });
const letterWith = (found: (letter: Letter) => boolean) => system.letterOf(found);

describe('the Kafka door', () => {
  it('records a CloudEvent in binary and in structured mode, as sent by its publisher', async () => {
    const digests = [newDigest(), newDigest()] as const;
    const { value, headers } = binary({ digest: digests[0] }, 'ce_');
    await system.publish(value, headers);
    await system.publish(structured({ digest: digests[1] }), structuredHeaders);
    for (const digest of digests) {
      expect(await recorded(digest)).toMatchObject([
        {
          type: 'dev.slipway.intake.pipeline-finished.v1',
          data: { digest, outcome: 'success', origin: { source: '/ci/shop', publisher: 'ci' } },
          actor: { id: 'ci', kind: 'publisher' },
        },
      ]);
    }
  });

  it('takes the same source and id once, and refuses other content under it', async () => {
    const first = { id: randomUUID(), digest: newDigest() };
    await system.publish(structured(first), structuredHeaders);
    await system.publish(structured(first), structuredHeaders);
    await system.publish(structured({ ...first, outcome: 'failure' }), structuredHeaders);
    const letter = await letterWith(({ reason }) => reason === 'INBOUND_ID_REUSED');
    expect(letter.detail).toContain(first.id);
    expect(await recorded(first.digest)).toHaveLength(1);
  });

  const untouched = structured({ digest: newDigest() });
  it.each([
    ['garbage', Buffer.from([0xff, 0x00, 0x7b]), {}, 'CLOUDEVENT_INVALID'],
    ['nothing', null, {}, 'CLOUDEVENT_INVALID'],
    ['an unknown type', untouched.replaceAll('pipelinerun', 'unheardof'), structuredHeaders, 'TYPE_UNKNOWN'],
    ['a wrong schema', untouched.replace('"success"', '"perhaps"'), structuredHeaders, 'PAYLOAD_INVALID'],
    [
      'a source that nobody has',
      untouched.replaceAll('/ci/shop', '/elsewhere'),
      structuredHeaders,
      'SOURCE_NOT_ALLOWED',
    ],
    [
      'a correlation id that cannot be kept',
      untouched.replace('{', String.raw`{"correlationid":"a\u0000b",`),
      structuredHeaders,
      'CLOUDEVENT_INVALID',
    ],
    ['an endless nesting', '['.repeat(30_000), structuredHeaders, 'CLOUDEVENT_INVALID'],
    [
      'a number that is none',
      untouched.replace('"digest"', '"x":1e999,"digest"'),
      structuredHeaders,
      'PAYLOAD_INVALID',
    ],
    [
      'a name that cannot be kept',
      untouched.replace('"digest"', String.raw`"a\u0000":1,"digest"`),
      structuredHeaders,
      'PAYLOAD_INVALID',
    ],
    ['a header that is too long', untouched, { ...structuredHeaders, more: 'x'.repeat(10_000) }, 'OUT_OF_BOUNDS'],
    ['too many bytes', 'x'.repeat(1_000_000), structuredHeaders, 'CLOUDEVENT_TOO_LARGE'],
  ])('sets %s aside with its bytes and the reason; the next message is handled', async (_, value, headers, reason) => {
    const mark = randomUUID();
    const next = newDigest();
    await system.publish(value, { ...headers, mark });
    await system.publish(structured({ digest: next }), structuredHeaders);
    const letter = await letterWith(
      (each) => each.headers['mark'] === mark || (reason === 'OUT_OF_BOUNDS' && each.reason === reason),
    );
    expect(letter.reason).toBe(reason);
    expect(letter.value).toEqual(value === null ? null : Buffer.from(value));
    await recorded(next);
  });
});

describe('the HTTP door', () => {
  it('records a CloudEvent in both modes', async () => {
    const digests = [newDigest(), newDigest()] as const;
    const { value, headers } = binary({ digest: digests[0] }, 'ce-');
    expect(await system.call('POST', 'events', { as: 'ci', body: value, headers })).toMatchObject({ status: 202 });
    const body = structured({ digest: digests[1] });
    const answer = await system.call('POST', 'events', { as: 'ci', body, headers: structuredHeaders });
    expect(answer).toMatchObject({ status: 202, body: { streamPosition: 1 } });
    for (const digest of digests) expect(await recorded(digest)).toHaveLength(1);
  });

  it('answers a repetition with nothing new, and other content with a conflict', async () => {
    const first = { id: randomUUID(), digest: newDigest() };
    const send = (given: Result) =>
      system.call('POST', 'events', { as: 'ci', body: structured(given), headers: structuredHeaders });
    await send(first);
    expect(await send(first)).toMatchObject({ status: 202, body: { events: [] } });
    expect(await send({ ...first, outcome: 'error' })).toMatchObject({
      status: 409,
      body: { code: 'INBOUND_ID_REUSED' },
    });
  });

  it('knows a message that came over Kafka', async () => {
    const first = { id: randomUUID(), digest: newDigest() };
    await system.publish(structured(first), structuredHeaders);
    await recorded(first.digest);
    const answer = await system.call('POST', 'events', {
      as: 'ci',
      body: structured(first),
      headers: structuredHeaders,
    });
    expect(answer).toMatchObject({ status: 202, body: { events: [] } });
  });

  it.each([
    ['nobody', undefined, 401, 'TOKEN_REQUIRED'],
    ['a person', 'ada', 403, 'ROLE_REQUIRED'],
  ])('refuses %s', async (_, as, status, code) => {
    const body = structured({ digest: newDigest() });
    const answer = await system.call('POST', 'events', { ...(as && { as }), body, headers: structuredHeaders });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['no CloudEvent', '{}', { 'content-type': 'application/json' }, 400, 'CLOUDEVENT_INVALID'],
    [
      'the source of another publisher',
      structured({ digest: newDigest(), source: '/shop' }),
      structuredHeaders,
      403,
      'SOURCE_NOT_ALLOWED',
    ],
    ['a wrong field', structured({ digest: 'md5:1' }), structuredHeaders, 422, 'PAYLOAD_INVALID'],
    ['too many bytes', 'x'.repeat(500_000), structuredHeaders, 413, 'CLOUDEVENT_TOO_LARGE'],
    ['far too many bytes', 'x'.repeat(3_000_000), structuredHeaders, 413, 'BODY_TOO_LARGE'],
  ])('refuses %s and says what is wrong', async (_, body, headers, status, code) => {
    const answer = await system.call('POST', 'events', { as: 'ci', body, headers });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

it('describes in OpenAPI what each route answers', async () => {
  expect(await system.gapsInOpenApi()).toEqual([]);
});
