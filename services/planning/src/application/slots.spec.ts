import type { Window } from '@slipway/contracts';
import { superfluous, type KeptSlot } from './slots.js';

const window: Window = { start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T12:00:00.000Z' };
const other: Window = { start: '2026-11-25T10:00:00.000Z', end: '2026-11-25T12:00:00.000Z' };
const third: Window = { start: '2026-11-26T10:00:00.000Z', end: '2026-11-26T12:00:00.000Z' };
const kept = (of: Window, revision: number): KeptSlot => ({
  releaseId: 'shop-1.1.0',
  component: 'cart',
  window: of,
  revision,
});
const all = [kept(window, 1), kept(other, 2), kept(third, 3)];

it('frees the window that the plan has left, and none that another plan may be asking for', () => {
  expect(superfluous(all, [window, other], other)).toEqual([kept(window, 1)]);
});

it('frees the window of a plan that was never made, or whose release has ended', () => {
  expect(superfluous(all, [third], window)).toEqual([kept(third, 3)]);
  expect(superfluous(all, [window], undefined)).toEqual([kept(window, 1)]);
});

it('keeps the window that is planned, however often it was asked for', () => {
  expect(superfluous(all, [window, window], window)).toEqual([]);
});
