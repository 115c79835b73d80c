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
    ['a bare text', '\0', { path: [], fix: 'send text without U+0000' }],
  ])('is found: %s', (_, value, defect) => {
    expect(textDefect(value)).toEqual(defect);
  });

  it('is found however deep it is', () => {
    let nested: unknown = '\0';
    for (let depth = 0; depth < 100_000; depth++) nested = [nested];
    expect(textDefect(nested)?.path).toHaveLength(100_000);
  });

  it('is not what people write', () => {
    expect(textDefect({ title: 'Grüße 👋\n\t', numbers: [1, null, true], nested: { '': undefined } })).toBeUndefined();
  });
});
