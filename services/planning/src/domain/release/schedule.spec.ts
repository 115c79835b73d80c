import { baseFlow } from '@slipway/flow';
import { scheduleOf } from './schedule.js';

const start = '2026-11-24T10:00:00.000Z';
const slots = new Map(scheduleOf(baseFlow.steps, start).map(({ step, ...slot }) => [step, slot]));

it('has every step, in the order of the template', () => {
  expect([...slots.keys()]).toEqual(baseFlow.steps.map(({ id }) => id));
});

it('begins the deployment with the window', () => {
  expect(slots.get('execute-deployment')).toEqual({ start, end: '2026-11-24T13:00:00.000Z' });
});

it('lays out what comes before backwards', () => {
  expect(slots.get('coordinate-release')).toEqual({ start: '2026-11-24T09:00:00.000Z', end: start });
  expect(slots.get('prepare-release')).toEqual({ start: '2026-11-24T06:00:00.000Z', end: '2026-11-24T08:00:00.000Z' });
});

it('begins a continuous step where the sequential one before it ends', () => {
  const acceptance = slots.get('conduct-user-acceptance');
  expect(acceptance?.end).toBe('2026-11-24T19:00:00.000Z');
  expect(slots.get('verify-health')).toEqual({ start: acceptance?.end, end: '2026-11-25T03:00:00.000Z' });
  expect(slots.get('manage-issues')).toEqual({ start: acceptance?.end, end: slots.get('close-release')?.end });
  expect(slots.get('monitor-postrelease')?.end).toBe('2026-12-24T21:00:00.000Z');
});
