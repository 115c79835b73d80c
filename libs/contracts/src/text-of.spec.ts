import { runInNewContext } from 'node:vm';
import { textOf } from './text-of.js';

it('is the message of an error, of whichever realm, and the text of anything else', () => {
  expect(textOf(new TypeError('no such thing'))).toBe('no such thing');
  expect(textOf(runInNewContext("new Error('elsewhere')"))).toBe('elsewhere');
  expect([textOf('words'), textOf(undefined), textOf({ message: 7 })]).toEqual([
    'words',
    'undefined',
    '[object Object]',
  ]);
});
