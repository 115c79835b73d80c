import { earlier, later, millisecondsOf } from './time.js';

it.each([
  ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'],
  ['2024-01-31T10:00:00.000Z', 'P1M', '2024-02-29T10:00:00.000Z'],
  ['2026-01-01T10:00:00.000Z', 'P1Y2M3DT4H5M6.5S', '2027-03-04T14:05:06.500Z'],
  ['2026-12-31T23:59:59.999Z', 'PT0.001S', '2027-01-01T00:00:00.000Z'],
  ['2026-01-01T00:00:00.000Z', 'P2W', '2026-01-15T00:00:00.000Z'],
])('%s and %s is %s', (instant, duration, expected) => {
  expect(later(instant, duration)).toBe(expected);
});

it('goes back as it goes forth', () => {
  expect(earlier('2026-03-31T10:00:00.000Z', 'P1MT1H')).toBe('2026-02-28T09:00:00.000Z');
});

it.each([
  ['PT4H', 14_400_000],
  ['P7D', 604_800_000],
  ['PT0.5S', 500],
])('%s is %d ms', (duration, expected) => {
  expect(millisecondsOf(duration)).toBe(expected);
});

it.each(['P', 'PT', '4H', 'P1W2D', 'P1M', ''])('refuses %j as a fixed length', (duration) => {
  expect(() => millisecondsOf(duration)).toThrow(RangeError);
});
