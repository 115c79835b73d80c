import { parseCloudEvent } from './cloud-event.js';
import type { Headers } from './message-bus.js';

const binary = (headers: Headers, value: string | Buffer | null = '{"a":1}') =>
  parseCloudEvent({
    headers: { ce_specversion: '1.0', ce_id: '1', ce_source: '/ci', ce_type: 'dev.ci.built', ...headers },
    value: typeof value === 'string' ? Buffer.from(value) : value,
  });
const json = 'application/cloudevents+json; charset=utf-8';
const structured = (envelope: unknown, contentType = json) =>
  parseCloudEvent({ headers: { 'Content-Type': contentType }, value: Buffer.from(JSON.stringify(envelope)) });
const required = { specversion: '1.0', id: '1', source: '/ci', type: 'dev.ci.built' };

describe('a CloudEvent in binary mode', () => {
  it('is its ce_ headers and its data, whatever the case and form of the headers', () => {
    expect(binary({ 'Content-Type': 'application/json', CE_Subject: Buffer.from('shop'), ce_extra: 'x' })).toEqual({
      attributes: { ...required, datacontenttype: 'application/json', subject: 'shop', extra: 'x' },
      data: { a: 1 },
    });
  });

  it.each(['application/json', 'application/cdevents+json', 'application/vnd.x.v1+json; charset=utf-8', 'text/json'])(
    'has its data parsed for %s',
    (contentType) => expect(binary({ 'content-type': contentType })).toMatchObject({ data: { a: 1 } }),
  );

  it.each(['2026-11-23T10:00:00+01:00', '2026-11-23t10:00:00z', '2026-11-23 10:00:00Z', '2016-12-31T23:59:60Z'])(
    'may have happened at %s',
    (time) => expect(binary({ ce_time: time })).toMatchObject({ attributes: { time } }),
  );

  it('has text and bytes as data for other content types', () => {
    expect(binary({ 'content-type': 'text/plain' }, 'hello')).toMatchObject({ data: 'hello' });
    const bytes = Buffer.from([0, 255]);
    expect(binary({ 'content-type': 'application/zip' }, bytes)).toMatchObject({ data: bytes });
    expect(binary({}, null)).toMatchObject({ data: undefined });
  });

  it.each<[string, Headers, string | Buffer]>([
    ['id', { ce_id: '' }, '{}'],
    ['only CloudEvents 1.0', { ce_specversion: '0.3' }, '{}'],
    ['time', { ce_time: 'yesterday' }, '{}'],
    ['the data must be JSON', {}, '{'],
    ['the data must be UTF-8', {}, Buffer.from([0xff, 0xfe])],
    ['ce_subject must be UTF-8', { ce_subject: Buffer.from([0xff]) }, '{}'],
    ['id: must be text without control characters', { ce_id: 'a\nb' }, '{}'],
    ['source: must be text without control characters', { ce_source: '/ci\u0085' }, '{}'],
    ['ce_id occurs twice', { ce_id: ['1', '2'] }, '{}'],
    ['attribute names', { 'ce_trace-id': '1' }, '{}'],
  ])('is refused, saying: %s', (reason, headers, value) => {
    expect(binary(headers, value)).toEqual({ invalid: expect.stringContaining(reason) as string });
  });
});

describe('a CloudEvent in structured mode', () => {
  it('is its envelope', () => {
    expect(structured({ ...required, time: '2026-11-23T10:00:00+01:00', level: 3, data: { a: 1 } })).toEqual({
      attributes: { ...required, time: '2026-11-23T10:00:00+01:00', level: 3 },
      data: { a: 1 },
    });
  });

  it('has bytes as data for data_base64, and no attribute for null', () => {
    expect(structured({ ...required, subject: null, data_base64: 'AP8=' })).toEqual({
      attributes: required,
      data: Buffer.from([0, 255]),
    });
  });

  it('has JSON as data for data_base64 when its content type says so', () => {
    const datacontenttype = 'application/json';
    const encoded = Buffer.from('{"a":1}').toString('base64');
    expect(structured({ ...required, datacontenttype, data_base64: encoded })).toEqual({
      attributes: { ...required, datacontenttype },
      data: { a: 1 },
    });
  });

  it.each<[string, unknown, string]>([
    ['must be a JSON object', [required], json],
    ['source', { ...required, source: undefined }, json],
    ['exclude each other', { ...required, data: 1, data_base64: 'AP8=' }, json],
    ['must be base64', { ...required, data_base64: '?' }, json],
    ['send one event', [required], 'application/cloudevents-batch+json'],
    ['send one event', required, 'application/cloudevents+avro'],
  ])('is refused, saying: %s', (reason, envelope, contentType) => {
    expect(structured(envelope, contentType)).toEqual({ invalid: expect.stringContaining(reason) as string });
  });
});

it('refuses what is no CloudEvent at all', () => {
  expect(parseCloudEvent({ headers: {}, value: Buffer.from('garbage') })).toEqual({
    invalid: expect.stringContaining('not a CloudEvent') as string,
  });
});
