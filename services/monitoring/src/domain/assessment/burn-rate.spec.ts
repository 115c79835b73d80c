import { release } from '../fixtures.js';
import { breachesOf, burnRate, burnWindows, type WindowMeasurements } from './burn-rate.js';

const levels = { availability: 0.999, p95: 200, p99: 400 };
const minutes = 60_000;

const measured = (window: number, samples: number, errors: number, slow = 0): WindowMeasurements => ({
  target: 'home',
  window,
  slow,
  measurements: { samples, errors, availability: (samples - errors) / samples, p95: 10, p99: 20 },
});
const weeks = {
  ...release,
  policy: {
    ...release.policy,
    durations: { ...release.policy.durations, bake: 'PT30M', stabilityWindow: 'P3D', probeInterval: 'PT15S' },
  },
};
const since = '2026-11-23T10:00:00.000Z';

describe('the burn rate', () => {
  it('is how many times faster than allowed errors come', () => {
    expect(burnRate(measured(minutes, 1000, 1), levels)).toBeCloseTo(1);
    expect(burnRate(measured(minutes, 1000, 14), levels)).toBeCloseTo(14);
    expect(burnRate(measured(minutes, 0, 0), levels)).toBe(0);
  });

  it('counts answers slower than the p99 level, of which one in a hundred is allowed', () => {
    expect(burnRate(measured(minutes, 100, 0, 20), levels)).toBeCloseTo(20);
  });

  it('stays finite for a target of 100 %', () => {
    expect(burnRate(measured(minutes, 10, 1), { ...levels, availability: 1 })).toBe(1000);
  });
});

describe('the windows', () => {
  it('are those of the workbook when the release must be stable for three days', () => {
    expect(burnWindows(weeks, { status: 'deployed', since })).toEqual([
      { threshold: 14.4, long: 60 * minutes, short: 5 * minutes },
      { threshold: 6, long: 360 * minutes, short: 30 * minutes },
      { threshold: 3, long: 1440 * minutes, short: 120 * minutes },
      { threshold: 1, long: 4320 * minutes, short: 360 * minutes },
    ]);
  });

  it('fit the second pair into the bake of a phase while it rolls out', () => {
    const [first, second] = burnWindows(weeks, { status: 'rolling-out', since });
    expect(first).toEqual({ threshold: 14.4, long: 5 * minutes, short: 30_000 });
    expect(second).toEqual({ threshold: 6, long: 30 * minutes, short: 2.5 * minutes });
  });

  it('are never shorter than a few probes', () => {
    expect(burnWindows(release, { status: 'rolling-out', since })[0]).toEqual({
      threshold: 14.4,
      long: 5000,
      short: 2000,
    });
  });
});

describe('a breach', () => {
  const windows = [
    { threshold: 14.4, long: 60, short: 5 },
    { threshold: 6, long: 360, short: 30 },
  ];

  it('needs the long and the short window to burn too fast', () => {
    expect(breachesOf([measured(60, 100, 10), measured(5, 10, 2)], windows, levels)).toMatchObject([
      { target: 'home', window: 60 },
    ]);
    expect(breachesOf([measured(60, 100, 10), measured(5, 10, 0)], windows, levels)).toEqual([]);
    expect(breachesOf([measured(60, 1000, 2), measured(5, 10, 2)], windows, levels)).toEqual([]);
  });

  it('is not seen in a single bad answer', () => {
    expect(breachesOf([measured(60, 20, 1), measured(5, 5, 1)], windows, levels)).toEqual([]);
  });

  it('is found by the slower pair when the faster one is quiet', () => {
    const quiet = [measured(60, 100, 0), measured(5, 10, 0)];
    const slow = [measured(360, 1000, 8), measured(30, 100, 1)];
    expect(breachesOf([...quiet, ...slow], windows, levels)).toMatchObject([
      { window: 360, burnRate: expect.closeTo(8) },
    ]);
  });
});
