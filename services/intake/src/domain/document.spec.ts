import { canonicalMediaType, documentAdmitted } from './document.policy.js';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

describe('a document', () => {
  it.each([
    ['text/markdown', bytes('# Plan, geprüft')],
    ['text/plain; format=flowed', bytes('plan')],
    ['application/json', bytes('{"a":1}')],
    ['application/problem+json', bytes('[]')],
    ['application/pdf', bytes('%PDF-1.7 …')],
    ['image/png', bytes('89504e470d0a1a0a00', 'hex')],
    ['application/zip', bytes('504b0304', 'hex')],
    ['application/octet-stream', bytes('00ff', 'hex')],
  ])('is kept as %s', (mediaType, content) => {
    expect(documentAdmitted({ mediaType, bytes: content })).toBeUndefined();
  });

  it('is larger than nothing', () => {
    expect(documentAdmitted({ mediaType: 'text/plain', bytes: bytes('') })).toMatchObject({
      rejected: 'EVIDENCE_EMPTY',
    });
  });

  it.each([
    ['text/plain', bytes('ff00', 'hex')],
    ['text/plain', bytes('a\0b')],
    ['text/plain; charset=utf-16', bytes('plan')],
    ['application/json', bytes('{')],
    ['application/json', bytes('ff', 'hex')],
    ['application/pdf', bytes('a PDF, honestly')],
    ['image/png', bytes('png')],
    ['application/x-www-form-urlencoded', bytes('a=1')],
    ['multipart/form-data; boundary=x', bytes('--x')],
  ])('is refused as %s when it is none (%#)', (mediaType, content) => {
    expect(documentAdmitted({ mediaType, bytes: content })).toMatchObject({ rejected: 'EVIDENCE_NOT_OF_MEDIA_TYPE' });
  });

  it('is one thing, however its type is written', () => {
    expect(canonicalMediaType('Text/Markdown;charset="UTF-8"')).toBe('text/markdown');
    expect(canonicalMediaType('text/plain ; Format=flowed')).toBe('text/plain; Format=flowed');
  });
});
