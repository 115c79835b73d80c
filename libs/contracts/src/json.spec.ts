import { JsonObject } from './json.js';

const accepts = (value: unknown): boolean => JsonObject.safeParse(value).success;

it('accepts what JSON can say, and keeps it', () => {
  const value = {
    text: 'a',
    number: 1.5,
    yes: true,
    nothing: null,
    list: [1, ['b', {}]],
    object: { deeper: { still: [] } },
  };
  expect(JsonObject.parse(value)).toEqual(value);
});

it.each([
  ['a list', [1]],
  ['a text', 'text'],
  ['nothing', null],
  ['an undefined field', { field: undefined }],
  ['a number that is not finite', { field: [Number.POSITIVE_INFINITY] }],
  ['a date', { field: { deeper: new Date(0) } }],
  ['a function', { field: () => 1 }],
  ['a bigint', { field: 1n }],
])('refuses %s', (_, value) => {
  expect(accepts(value)).toBe(false);
});
