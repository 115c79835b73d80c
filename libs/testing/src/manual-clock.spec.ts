import { manualClock } from './manual-clock.js';

describe('a manual clock', () => {
  it('stands still', () => {
    const clock = manualClock('2026-01-05T09:00:00.000Z');
    expect(clock.now()).toBe(clock.now());
  });

  it.each([
    [1500, '2026-01-05T09:00:01.500Z'],
    ['PT4H', '2026-01-05T13:00:00.000Z'],
    ['P7DT1M0.5S', '2026-01-12T09:01:00.500Z'],
    ['P2W', '2026-01-19T09:00:00.000Z'],
  ])('advances by %s', (by, then) => {
    const clock = manualClock('2026-01-05T09:00:00.000Z');
    clock.advance(by);
    expect(clock.now()).toBe(then);
  });

  it.each(['P1M', 'P', 'PT', '4 hours'])('refuses %s', (by) => {
    expect(() => manualClock().advance(by)).toThrow('NOT_A_TIME');
  });
});
