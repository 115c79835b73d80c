import { faults } from '../faults/index.js';
import { scheduleOf, type Plan } from './schedule.js';

const plan: Plan = { seed: 7, lasts: 120_000, pause: 2000, faults, instances: ['planning', 'planning-2', 'audit'] };
const said = (schedule: ReturnType<typeof scheduleOf>) =>
  schedule.map(({ at, strike }) => `${String(at)} ${strike.says}`);

it('is the same for the same seed, and another for another', () => {
  expect(said(scheduleOf(plan))).toEqual(said(scheduleOf(plan)));
  expect(said(scheduleOf(plan))).not.toEqual(said(scheduleOf({ ...plan, seed: 8 })));
});

it('has every kind of fault once before any comes again', () => {
  const names = scheduleOf(plan).map(({ strike }) => strike.fault);
  expect(new Set(names.slice(0, faults.length)).size).toBe(faults.length);
});

it('fills its time, and does not go beyond it', () => {
  const times = scheduleOf(plan).map(({ at }) => at);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times.at(-1)).toBeLessThan(plan.lasts);
  expect(times.at(-1)).toBeGreaterThan(plan.lasts - 3 * plan.pause);
});

it('names victims that there are', () => {
  const killed = scheduleOf({ ...plan, lasts: 1_000_000 }).filter(({ strike }) => strike.fault === 'kill-service');
  expect(new Set(killed.map(({ strike }) => strike.says))).toEqual(
    new Set(plan.instances.map((name) => `SIGKILL to ${name}`)),
  );
});
