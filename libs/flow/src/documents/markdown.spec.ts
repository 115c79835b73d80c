import { between, checkTable, inline, list, measurementTable, moment, percent, table } from './markdown.js';

it.each([
  ['a\n# b <script> [x](y)', String.raw`a # b \<script\> \[x\](y)`],
  ['  # no heading', String.raw`\# no heading`],
  ['- no item', String.raw`\- no item`],
  ['+ no item', String.raw`\+ no item`],
  ['1. no item', String.raw`1\. no item`],
  ['1.2.0 is a version', '1.2.0 is a version'],
  ['---', String.raw`\---`],
  ['~~~ no fence', String.raw`\~\~\~ no fence`],
  ['`code` and *stress*', String.raw`\`code\` and \*stress\*`],
  ['_stress_ on API_KEY', String.raw`\_stress\_ on API_KEY`],
  ['a | b\r\nc', String.raw`a \| b c`],
])('does not let what people wrote become structure: %j', (written, shown) => {
  expect(inline(written)).toBe(shown);
});

it('keeps a cell in its column and an item in its line', () => {
  expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  expect(list(['a\n- b', '# c'])).toBe('- a - b\n- \\# c');
});

it('says that there is nothing to tell', () => {
  expect(list([])).toBe('None.');
  expect(table(['a'], [])).toBe('None.');
});

it('tells checks and measurements', () => {
  const measured = { samples: 200, errors: 1, availability: 0.995, p95: 12.34, p99: 40 };
  expect(checkTable([{ name: 'home', passed: true, observed: '200 in 3 ms' }])).toContain(
    '| home | passed | 200 in 3 ms |',
  );
  expect(measurementTable(measured)).toContain('| 200 | 1 | 99.5 % | 12.3 ms | 40.0 ms |');
});

it('tells moments and shares in words', () => {
  expect(moment('2026-11-24T10:00:05.123Z')).toBe('2026-11-24 10:00:05 UTC');
  expect([0.9, 0.99954, 1].map(percent)).toEqual(['90 %', '99.95 %', '100 %']);
});

it.each([
  ['2026-11-24T10:00:00.000Z', '2026-11-24T12:05:30.000Z', '2 h 5 min'],
  ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:03.200Z', '3 s'],
  ['2026-11-24T10:00:00.000Z', '2026-12-24T10:00:00.000Z', '30 d'],
  ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:00.000Z', '0 s'],
])('from %s to %s is %s', (from, to, expected) => {
  expect(between(from, to)).toBe(expected);
});
