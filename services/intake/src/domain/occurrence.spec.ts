import { occurrence } from './occurrence.policy.js';

const receivedAt = '2026-11-23T10:00:00.000Z';
const stated = (time: string | undefined) => (time === undefined ? undefined : { field: 'time', time });

describe('when it happened', () => {
  it.each([
    ['as its sender says', '2026-11-23T09:58:12Z', '2026-11-23T09:58:12.000Z'],
    ['in any offset', '2026-11-23T14:30:00+05:30', '2026-11-23T09:00:00.000Z'],
    ['however long ago', '2001-01-01 00:00:00+00:00', '2001-01-01T00:00:00.000Z'],
    ['when it was received, if nobody says', undefined, receivedAt],
    ['when it was received, if the clock of the sender is a little ahead', '2026-11-23T10:04:00Z', receivedAt],
  ])('is taken %s', (_, time, taken) => {
    expect(occurrence(stated(time), receivedAt)).toBe(taken);
  });

  it.each([
    ['in the future', '2026-11-23T10:06:00Z'],
    ['a date that was never filled in', '0001-01-01T00:00:00Z'],
    ['a clock that was never set', '1970-01-01T00:00:12Z'],
    ['no time', 'yesterday'],
  ])('cannot be %s', (_, time) => {
    const rejection = { rejected: 'CLOUDEVENT_INVALID', details: { field: 'time' } };
    expect(occurrence(stated(time), receivedAt)).toMatchObject(rejection);
  });
});
