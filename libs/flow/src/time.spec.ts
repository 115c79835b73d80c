import { earlier, isBetween, later, millisecondsOf } from './time.js';

describe('durations', () => {
  it.each([
    ['PT4H', '2026-11-23T14:00:00.000Z'],
    ['P7D', '2026-11-30T10:00:00.000Z'],
    ['PT0.5S', '2026-11-23T10:00:00.500Z'],
  ])('10:00 and %s is %s', (duration, expected) => {
    expect(later('2026-11-23T10:00:00.000Z', duration)).toBe(expected);
    expect(earlier(expected, duration)).toBe('2026-11-23T10:00:00.000Z');
  });

  it.each([
    ['PT1S', true],
    ['P10Y', true],
    ['PT0S', false],
    ['PT0.999S', false],
    ['P11Y', false],
    ['PT99999999999H', false],
  ])('whether %s is between a second and ten years: %s', (duration, between) => {
    expect(isBetween(duration, 'PT1S', 'P10Y')).toBe(between);
  });

  it('has a length in milliseconds', () => {
    expect(millisecondsOf('P1DT2H')).toBe(93_600_000);
  });
});
