import { SlotFreed, SlotReserved, type Window } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { slot, type SlotCommand } from './slot.decider.js';
import type { SlotState } from './slot.state.js';

const { given } = specificationFor(slot, { now: '2026-11-23T10:00:00.000Z', actor: { id: 'ada' } }, expect);
const place = { environment: 'production', component: 'cart' };
const hours = (from: number, to: number): Window => ({
  start: `2026-11-24T${String(from)}:00:00.000Z`,
  end: `2026-11-24T${String(to)}:00:00.000Z`,
});
const reserve = (releaseId: string, window: Window): SlotCommand => ({ type: 'Reserve', ...place, releaseId, window });
const reserved = (releaseId: string, window: Window) => SlotReserved.of({ ...place, releaseId, window });
const free = (releaseId: string, which: 'all' | number): SlotCommand => ({
  type: 'Free',
  ...place,
  releaseId,
  which,
  reason: 'the plan moved',
});
const freed = (releaseId: string, window?: Window) =>
  SlotFreed.of({ ...place, releaseId, reason: 'the plan moved', ...(window === undefined ? {} : { window }) });

it('is reserved for one release at a time', () => {
  given(reserved('shop-1.0.0', hours(10, 12)))
    .when(reserve('till-2.0.0', hours(11, 13)))
    .thenRejected('COMPONENTS_OCCUPIED', {
      occupied: [{ releaseId: 'shop-1.0.0', environment: 'production', components: ['cart'], window: hours(10, 12) }],
      fix: 'choose another window',
    });
});

it('is reserved for the next release from the moment at which the other ends', () => {
  given(reserved('shop-1.0.0', hours(10, 12)))
    .when(reserve('till-2.0.0', hours(12, 13)))
    .then(reserved('till-2.0.0', hours(12, 13)));
});

it('is kept for two windows of a release while its plan moves', () => {
  given(reserved('shop-1.0.0', hours(10, 12)), reserved('shop-1.0.0', hours(11, 13)))
    .when(reserve('till-2.0.0', hours(10, 11)))
    .thenRejected('COMPONENTS_OCCUPIED');
});

it('is freed of the reservation that was seen, and not of one made again since', () => {
  const history = [reserved('shop-1.0.0', hours(10, 12)), reserved('shop-1.0.0', hours(14, 15))];
  given(...history)
    .when(free('shop-1.0.0', 1))
    .then(freed('shop-1.0.0', hours(10, 12)));
  given(...history, reserved('shop-1.0.0', hours(10, 12)))
    .when(free('shop-1.0.0', 1))
    .thenNothing();
  given(...history, freed('shop-1.0.0', hours(10, 12)))
    .when(reserve('till-2.0.0', hours(10, 12)))
    .then(reserved('till-2.0.0', hours(10, 12)));
});

it('is freed of everything that a release has when it ends', () => {
  const history = [reserved('shop-1.0.0', hours(10, 12)), reserved('shop-1.0.0', hours(14, 15))];
  given(...history)
    .when(free('shop-1.0.0', 'all'))
    .then(freed('shop-1.0.0'));
  given(...history, freed('shop-1.0.0'))
    .when(reserve('till-2.0.0', hours(10, 15)))
    .then(reserved('till-2.0.0', hours(10, 15)));
  given().when(free('shop-1.0.0', 'all')).thenNothing();
});

it('is never of two releases in one window, whatever is asked of it in whatever order', () => {
  const releases = ['a-1.0.0', 'b-1.0.0', 'c-1.0.0'];
  const random = generator(20261127);
  const overlapping: unknown[] = [];
  for (let history = 0; history < 300; history++) {
    let state = slot.initialState;
    for (let step = 0; step < 40; step++) {
      const releaseId = releases[random(3)] ?? '';
      const start = 10 + random(8);
      const command =
        random(3) > 0 ? reserve(releaseId, hours(start, start + 1 + random(4))) : free(releaseId, random(8));
      const outcome = slot.decide(command, state, { now: '2026-11-23T10:00:00.000Z', actor: { id: 'ada' } });
      if (!('rejected' in outcome)) state = outcome.reduce((before, event) => slot.evolve(before, event), state);
      overlapping.push(...overlaps(state));
    }
  }
  expect(overlapping).toEqual([]);
});

const overlaps = ({ reservations }: SlotState) =>
  reservations.flatMap((one) =>
    reservations
      .filter(({ releaseId }) => releaseId !== one.releaseId)
      .filter(({ window }) => window.start < one.window.end && one.window.start < window.end)
      .map((other) => [one, other]),
  );

/** A linear congruential generator: the same numbers each time. */
function generator(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}
