import { FactBinding, matches, matchingBinding } from './index.js';

const type = 'dev.slipway.validation.acceptance-confirmed.v1';
const fact = (data: unknown) => ({ type, data });
const bound = (where: FactBinding['where']): FactBinding => FactBinding.parse({ type, where });

it('matches a fact of its type when it has no conditions', () => {
  expect(matches({ type }, fact({}))).toBe(true);
  expect(matches({ type }, { type: 'dev.slipway.validation.acceptance-refused.v1', data: {} })).toBe(false);
});

it.each<[string, FactBinding['where'], unknown, boolean]>([
  ['equals the same text', { step: { equals: 'x' } }, { step: 'x' }, true],
  ['differs from another text', { step: { equals: 'x' } }, { step: 'y' }, false],
  ['equals without converting', { ratio: { equals: 1 } }, { ratio: '1' }, false],
  ['equals null only when it is there', { rollback: { equals: null } }, {}, false],
  ['takes the least', { ratio: { atLeast: 0.9 } }, { ratio: 0.9 }, true],
  ['refuses less than the least', { ratio: { atLeast: 0.9 } }, { ratio: 0.899 }, false],
  ['takes the most', { errors: { atMost: 0 } }, { errors: 0 }, true],
  ['refuses more than the most', { errors: { atMost: 0 } }, { errors: 1 }, false],
  ['compares numbers only', { ratio: { atLeast: 0 } }, { ratio: '5' }, false],
  ['does not take NaN for a number that is large enough', { ratio: { atLeast: 0 } }, { ratio: NaN }, false],
  ['asks for all conditions', { a: { equals: 1 }, b: { equals: 2 } }, { a: 1, b: 3 }, false],
  ['reaches into objects', { 'suite.name': { equals: 'unit' } }, { suite: { name: 'unit' } }, true],
  ['sees no inherited field', { 'constructor.name': { equals: 'Object' } }, {}, false],
  ['does not hold for a fact without data', { a: { equals: 1 } }, undefined, false],
])('%s', (_, where, data, expected) => {
  expect(matches(bound(where), fact(data))).toBe(expected);
});

it('finds the first of several bindings that matches', () => {
  const strict = bound({ ratio: { atLeast: 1 } });
  const lenient = bound({ ratio: { atLeast: 0.5 } });
  expect(matchingBinding([strict, lenient], fact({ ratio: 0.7 }))).toBe(lenient);
  expect(matchingBinding(undefined, fact({ ratio: 0.7 }))).toBeUndefined();
});

it('refuses a condition that says two things', () => {
  expect(FactBinding.safeParse({ type, where: { ratio: { atLeast: 0.1, atMost: 0.2 } } }).success).toBe(false);
});
