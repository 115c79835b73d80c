import { between, moment, percent, yesOrNo } from './wording.js';

it('writes moments, shares and answers in words', () => {
  expect(moment('2026-11-24T10:00:05.123Z')).toBe('2026-11-24 10:00:05 UTC');
  expect([0.9, 0.99954, 1].map(percent)).toEqual(['90 %', '99.95 %', '100 %']);
  expect([true, false].map(yesOrNo)).toEqual(['yes', 'no']);
});

it.each([
  ['2026-11-24T10:00:00.000Z', '2026-11-24T12:05:30.000Z', '2 h 5 min'],
  ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:03.200Z', '3 s'],
  ['2026-11-24T10:00:00.000Z', '2026-12-24T10:00:00.000Z', '30 d'],
  ['2026-11-24T10:00:00.000Z', '2026-11-24T10:00:00.000Z', '0 s'],
])('from %s to %s is %s', (from, to, expected) => {
  expect(between(from, to)).toBe(expected);
});
