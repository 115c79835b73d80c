import { readCloudEvent } from './read-cloud-event.js';

const limit = 1000;
const structured = (attributes: object) => ({
  headers: { 'content-type': 'application/cloudevents+json' },
  value: Buffer.from(JSON.stringify({ specversion: '1.0', id: '1', source: '/ci', type: 'x', ...attributes })),
});

describe('a CloudEvent at the door', () => {
  it('is read in structured mode, with the trace and correlation that it brings', () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const read = readCloudEvent(structured({ data: { a: 1 }, traceparent, correlationid: 'c-1' }), limit);
    expect(read).toEqual({ id: '1', source: '/ci', type: 'x', data: { a: 1 }, traceparent, correlationId: 'c-1' });
  });

  it('goes without a trace that is none', () => {
    expect(readCloudEvent(structured({ traceparent: 'junk', correlationid: 'a b' }), limit)).not.toHaveProperty(
      'traceparent',
    );
  });

  it.each([
    ['it is too large', structured({ data: 'x'.repeat(limit) }), 'CLOUDEVENT_TOO_LARGE'],
    ['its id is too long', structured({ id: 'x'.repeat(300) }), 'CLOUDEVENT_INVALID'],
    ['it has no source', structured({ source: undefined }), 'CLOUDEVENT_INVALID'],
    [
      'it is a batch',
      { headers: { 'content-type': 'application/cloudevents-batch+json' }, value: Buffer.from('[]') },
      'CLOUDEVENT_INVALID',
    ],
    ['its source has two lines, as if it had an id in it', structured({ source: '/ci\n1' }), 'CLOUDEVENT_INVALID'],
    ['it has no bytes', { headers: {}, value: null }, 'CLOUDEVENT_INVALID'],
  ])('is refused when %s', (_, message, rejected) => {
    expect(readCloudEvent(message, limit)).toMatchObject({ rejected });
  });
});
