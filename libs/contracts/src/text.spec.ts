import { textDefect } from './text.js';

describe('text that cannot be kept', () => {
  it.each([
    ['U+0000 in a text', { user: 'a\0b' }, { path: ['user'], fix: 'send text without U+0000' }],
    [
      'half a surrogate pair',
      ['x', { a: '\ud800' }],
      { path: [1, 'a'], fix: 'send text without half a surrogate pair' },
    ],
    ['U+0000 in a name', { data: { 'a\0': 1 } }, { path: ['data'], fix: 'name no field with U+0000' }],
    ['an override', { title: 'gpj.\u202eexe' }, { path: ['title'], fix: 'send text without U+202E' }],
    ['an isolate', ['\u2067x\u2069'], { path: [0], fix: 'send text without U+2067' }],
    ['a hidden line end', { note: 'a\u2028b' }, { path: ['note'], fix: 'send text without U+2028' }],
    ['an escape of a terminal', { note: '\u001b[2J' }, { path: ['note'], fix: 'send text without U+001B' }],
    ['invisible letters', { note: 'ok\u{e0068}\u{e0069}' }, { path: ['note'], fix: 'send text without U+E0068' }],
    ['an override in a name', { 'a\u202e': 1 }, { path: [], fix: 'name no field with U+202E' }],
    ['a bare text', '\0', { path: [], fix: 'send text without U+0000' }],
  ])('is found: %s', (_, value, defect) => {
    expect(textDefect(value)).toEqual(defect);
  });

  it('is found however deep it is', () => {
    let nested: unknown = '\0';
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(textDefect(nested)?.path).toHaveLength(100_000);
  });

  it.each([
    ['right-to-left text with marks', '\u200fשלום (1.0)\u200e, \u061cمرحبا'],
    ['joined letters and emoji', 'می\u200cخواهم 👩\u200d🚀'],
    ['the flag of a region', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['lines', 'one\r\n\ttwo\n'],
  ])('is not %s', (_, text) => {
    expect(textDefect({ text })).toBeUndefined();
  });

  it('is not what people write', () => {
    expect(textDefect({ title: 'Grüße 👋\n\t', numbers: [1, null, true], nested: { '': undefined } })).toBeUndefined();
  });
});
