import { defineEvent, topics } from '@slipway/contracts';
import type { LoggedEvent } from '@slipway/event-store';
import { z } from 'zod';
import { catalog, Counted, GrowingLog } from '../test/logged-events.js';
import { decodeEvent, encodeEvent, typesOn } from './event-message.js';

const topic = topics.planning;

async function oneEvent(): Promise<LoggedEvent> {
  const log = new GrowingLog();
  await log.grow(1);
  const [event] = await log.log();
  if (event === undefined) throw new Error('the log is empty');
  return { ...event, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
}

it('carries an event through Kafka whole', async () => {
  const event = await oneEvent();
  const { headers, value } = encodeEvent('planning', event);
  expect(decodeEvent({ topic, headers, value }, catalog)).toEqual({ event });
});

it('is a CloudEvent of its service, keyed by its trail', async () => {
  const event = await oneEvent();
  expect(encodeEvent('planning', event)).toMatchObject({
    key: 'shop-1.0.0',
    headers: {
      ce_source: '/slipway/planning',
      ce_type: Counted.type,
      ce_subject: 'release-shop-1.0.0',
      ce_logindex: '0',
    },
  });
});

it.each<[string, Record<string, string>, string]>([
  ['NOT_A_CLOUD_EVENT', { ce_id: '' }, '{}'],
  ['UNKNOWN_TYPE', { ce_type: 'dev.slipway.planning.unheard-of.v1' }, '{}'],
  ['INVALID_ATTRIBUTES', { ce_hash: 'abc' }, '{"releaseId":"a","number":1}'],
  ['INVALID_ATTRIBUTES', { ce_actor: 'ada' }, '{"releaseId":"a","number":1}'],
  ['INVALID_ATTRIBUTES', { ce_logindex: '-1' }, '{"releaseId":"a","number":1}'],
  ['INVALID_ATTRIBUTES', { ce_causationid: 'x'.repeat(201) }, '{"releaseId":"a","number":1}'],
  ['INVALID_ATTRIBUTES', { ce_traceparent: 'x' }, '{"releaseId":"a","number":1}'],
  ['NOT_A_CLOUD_EVENT', { ce_time: '0000-01-01T00:00:00.000Z' }, '{"releaseId":"a","number":1}'],
  ['NOT_A_CLOUD_EVENT', { ce_correlationid: 'a\0b' }, '{"releaseId":"a","number":1}'],
  ['NOT_A_CLOUD_EVENT', {}, '['.repeat(100_000)],
  ['OUT_OF_BOUNDS', { other: 'x'.repeat(10_000) }, '{"releaseId":"a","number":1}'],
  ['INVALID_DATA', {}, String.raw`{"releaseId":"a\u0000b","number":1}`],
  ['INVALID_DATA', {}, String.raw`{"releaseId":"a","number":1,"text":"\ud800"}`],
  ['INVALID_DATA', {}, '{"releaseId":"a","number":1e999}'],
  ['INVALID_DATA', {}, '{"releaseId":"a"}'],
  ['INVALID_DATA', {}, '{"releaseId":"a","number":1,"extra":true}'],
])('refuses with %s what is changed by %j %s', async (reason, changed, value) => {
  const { headers } = encodeEvent('planning', await oneEvent());
  const message = { topic, headers: { ...headers, ...changed }, value: Buffer.from(value) };
  expect(decodeEvent(message, catalog)).toMatchObject({ invalid: { reason } });
});

it('refuses an event on a topic where it does not belong', async () => {
  const { headers, value } = encodeEvent('planning', await oneEvent());
  expect(decodeEvent({ topic: topics.issues, headers, value }, catalog)).toMatchObject({
    invalid: { reason: 'WRONG_TOPIC', detail: expect.stringContaining(topics.planning) as string },
  });
});

it('knows the types of a topic', () => {
  expect(typesOn(topics.issues, catalog)).toEqual(['dev.slipway.issues.foreign.v1']);
});

it('refuses data that its schema stumbles over', async () => {
  const { headers, value } = encodeEvent('planning', await oneEvent());
  const stumbling = defineEvent(Counted.type, {
    topic,
    data: z.unknown().refine(() => {
      throw new RangeError('stumbled');
    }),
  });
  expect(decodeEvent({ topic, headers, value }, new Map([[stumbling.type, stumbling]]))).toEqual({
    invalid: { reason: 'INVALID_DATA', detail: expect.stringContaining('stumbled') as string },
  });
});
