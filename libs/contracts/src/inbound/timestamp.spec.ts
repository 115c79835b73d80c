import { instantOf } from './timestamp.js';

describe('a time as other systems write it', () => {
  it.each([
    ['2026-01-01T10:00:00Z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00Z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01 10:00:00.123456+00:00', '2026-01-01T10:00:00.123Z'],
    ['2026-01-01t10:00:00z', '2026-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00:00,57Z', '2026-01-01T10:00:00.570Z'],
    ['2026-01-01T10:00:00.123456789+05:30', '2026-01-01T04:30:00.123Z'],
    ['2026-01-01T10:00:00-0230', '2026-01-01T12:30:00.000Z'],
    ['2026-01-01 10:00:00 +0100', '2026-01-01T09:00:00.000Z'],
    ['2026-01-01 10:00:00 UTC', '2026-01-01T10:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    [1_767_261_600_123, '2026-01-01T10:00:00.123Z'],
  ])('%s is %s', (written, instant) => {
    expect(instantOf(written)).toBe(instant);
  });

  it.each([
    ['no time', 'yesterday'],
    ['of no offset, so of any', '2026-01-01T10:00:00'],
    ['a day that is in no calendar', '2026-02-30T10:00:00Z'],
    ['an hour too many', '2026-01-01T24:00:00Z'],
    ['a leap second where there is none', '2026-01-01T10:00:60Z'],
    ['before the first year', '0000-01-01T00:00:00+14:00'],
    ['an offset that nobody has', '2026-01-01T10:00:00+24:00'],
    ['seconds, or milliseconds of 1970', 1_767_261_600],
    ['beyond all years', 1e18],
    ['not a number', Number.NaN],
    ['absent', undefined],
  ])('is not taken when it is %s', (_, written) => {
    expect(instantOf(written)).toBeUndefined();
  });
});
