import { sameContent } from './same-content.js';

it.each([
  [{ a: 1, b: { c: [1], d: null } }, { b: { d: null, c: [1] }, a: 1 }, true],
  [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], true],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { a: '1' }, false],
  [{ a: 1 }, undefined, false],
  [{ '\u00e9': 1, 'e\u0301': 2 }, { 'e\u0301': 2, '\u00e9': 1 }, true],
])('%j beside %j: %p', (one, other, same) => {
  expect(sameContent(one, other)).toBe(same);
});
