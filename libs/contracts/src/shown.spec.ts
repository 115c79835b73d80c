import { shown } from './shown.js';
import { textDefect } from './text.js';

it('keeps what people read, and marks what nobody can keep or see', () => {
  expect(shown('Grüße 👋\n\tand more', 100)).toBe('Grüße 👋\n\tand more');
  expect(shown('a\0b\ud800c\u202ed\u001be', 100)).toBe('a\ufffdb\ufffdc\ufffdd\ufffde');
});

it('cuts no character in two', () => {
  const cut = shown('👋'.repeat(10), 3);
  expect(cut).toBe('👋\ufffd…');
  expect(textDefect(cut)).toBeUndefined();
});
