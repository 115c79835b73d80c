import { boundsDefect, isNestedTooDeep, mayHideUnkeepable } from './json-bounds.js';
import { limits } from './limits.js';

const { depth, values, items, text, name } = limits.json;
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const many = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1));

describe('the bounds of a JSON value', () => {
  it.each([
    ['depth', nested(depth + 1), nested(depth + 2)],
    ['text', { a: 'x'.repeat(text) }, { a: 'x'.repeat(text + 1) }],
    ['names', { ['n'.repeat(name)]: 1 }, { ['n'.repeat(name + 1)]: 1 }],
    ['items', Array.from({ length: items }, () => 1), Array.from({ length: items + 1 }, () => 1)],
    ['values', many(3, items), many(5, items)],
    ['numbers', { a: 1.7e308 }, JSON.parse('{"a":1e999}')],
  ])('hold for its %s', (_, within, beyond) => {
    expect(boundsDefect(within)).toBeUndefined();
    expect(boundsDefect(beyond)?.fix).toBeTruthy();
  });

  it('name the field', () => {
    expect(boundsDefect({ a: [{ b: -Infinity }] })).toEqual({
      path: ['a', 0, 'b'],
      fix: 'send a number that is finite',
    });
  });

  it('are found in no more steps than they allow', () => {
    let looks = 0;
    const block = new Proxy(many(40, items), {
      get: (target, name, receiver) => {
        looks += 1;
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    const wide = Array.from({ length: items }, () => block);
    expect(boundsDefect(wide)?.fix).toContain(String(values));
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(4 * values);
  });
});

describe('JSON text', () => {
  const deep = (levels: number) => Buffer.from('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));

  it('is too deep by its brackets alone, wherever texts have some', () => {
    expect(isNestedTooDeep(deep(depth))).toBe(false);
    expect(isNestedTooDeep(deep(depth + 1))).toBe(true);
    expect(isNestedTooDeep(Buffer.from(JSON.stringify('"[\\'.repeat(depth * 2))))).toBe(false);
    expect(isNestedTooDeep(Buffer.from('[],'.repeat(depth * 2)))).toBe(false);
  });

  it.each(['\0', '\ud800', '\udfff'])('that hides %j is looked at', (unkeepable) => {
    expect(mayHideUnkeepable(JSON.stringify({ [unkeepable]: 1 }))).toBe(true);
    expect(mayHideUnkeepable(JSON.stringify('Grüße 👋 \n'))).toBe(false);
  });
});
