import { attributeHeaders } from './http-binding.js';
import { readCloudEvent } from './read-cloud-event.js';

const read = (changes: Record<string, string[]>) => {
  const headers = {
    'ce-specversion': ['1.0'],
    'ce-id': ['1'],
    'ce-source': ['/ci'],
    'ce-type': ['x'],
    'content-type': ['application/json'],
    host: ['x'],
  };
  return readCloudEvent({ headers: attributeHeaders({ ...headers, ...changes }), value: Buffer.from('{}') }, 1000);
};
/** As Node gives bytes that a sender did not encode. */
const raw = (text: string): string => Buffer.from(text).toString('latin1');

describe('a CloudEvent in binary mode over HTTP', () => {
  it.each([
    ['percent-encoded', '/caf%C3%A9%20%f0%9f%98%80', '/café 😀'],
    ['in bytes that are not encoded', raw('/café'), '/café'],
    ['with a percent sign that is one', '/caf%C3%A9/100%', '/café/100%'],
    ['quoted', '"/ci/shop"', '/ci/shop'],
    ['quoted, with quotes in it', String.raw`"/ci/\"shop\\"`, String.raw`/ci/"shop\ `.trim()],
    ['quoted and percent-encoded', '"/caf%C3%A9"', '/café'],
    ['decoded once', '/a%2520b', '/a%20b'],
    ['with a quote that is one', '/ci/"shop', '/ci/"shop'],
  ])('has a source %s', (_, sent, source) => {
    expect(read({ 'ce-source': [sent] })).toMatchObject({ source });
  });

  it('may have every attribute quoted', () => {
    const quoted = { 'ce-specversion': ['"1.0"'], 'ce-type': ['"x"'], 'ce-time': ['"2026-01-01T10:00:00Z"'] };
    expect(read(quoted)).toMatchObject({ type: 'x', time: '2026-01-01T10:00:00Z' });
  });

  it.each([
    ['is encoded and no UTF-8', ['/ci/%FF'], 'must be UTF-8'],
    ['is UTF-8 that is longer than need be', ['%C0%A0'], 'must be UTF-8'],
    ['is Latin-1', ['/caf\u00e9'], 'must be UTF-8'],
    ['has a control character', ['/ci%0A1'], 'control characters'],
    ['is there twice', ['/ci', '/other'], 'occurs twice'],
  ])('is refused when its source %s', (_, sent, detail) => {
    expect(read({ 'ce-source': sent })).toMatchObject({
      rejected: 'CLOUDEVENT_INVALID',
      details: { detail: expect.stringContaining(detail) as string },
    });
  });
});
