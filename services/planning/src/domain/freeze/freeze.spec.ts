import { FreezeDeclared, FreezeLifted } from '@slipway/contracts';
import { specificationFor } from '@slipway/decider';
import { freeze } from './freeze.decider.js';

const { given } = specificationFor(freeze, { now: '2026-11-25T10:00:00.000Z', actor: { id: 'ada' } }, expect);
const window = { start: '2026-12-20T00:00:00.000Z', end: '2027-01-05T00:00:00.000Z' };
const holidays = { freezeId: 'holidays', environment: 'production', window, reason: 'peak season' };
const declared = FreezeDeclared.of(holidays);
const lifted = FreezeLifted.of({ freezeId: 'holidays', environment: 'production', reason: 'quiet enough' });

it('is declared once', () => {
  given()
    .when({ type: 'DeclareFreeze', ...holidays })
    .then(declared);
  given(declared)
    .when({ type: 'DeclareFreeze', ...holidays })
    .thenRejected('FREEZE_DECLARED_ALREADY');
});

it('is lifted once, with a reason', () => {
  given(declared).when({ type: 'LiftFreeze', openReleases: [], reason: 'quiet enough' }).then(lifted);
  given(declared, lifted)
    .when({ type: 'LiftFreeze', openReleases: [], reason: 'again' })
    .thenRejected('FREEZE_LIFTED_ALREADY');
  given().when({ type: 'LiftFreeze', openReleases: [], reason: 'x' }).thenRejected('FREEZE_UNKNOWN');
});

it('is not lifted by the author of a release that it keeps waiting', () => {
  const openReleases = [
    { releaseId: 'shop-1.0.0', author: 'dennis' },
    { releaseId: 'till-1.0.0', author: 'Ada ' },
  ];
  given(declared)
    .when({ type: 'LiftFreeze', reason: 'quiet enough', openReleases })
    .thenRejected('AUTHOR_CANNOT_LIFT_FREEZE', { releaseId: 'till-1.0.0', fix: expect.any(String) as string });
  given(declared)
    .when({ type: 'LiftFreeze', reason: 'quiet enough', openReleases: openReleases.slice(0, 1) })
    .then(lifted);
});

it.each([
  ['window.start', { start: '0001-01-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' }],
  ['window.end', { start: '2026-12-01T00:00:00.000Z', end: '9999-12-31T00:00:00.000Z' }],
  ['window.end', { start: '2026-12-01T00:00:00.000Z', end: '2029-12-01T00:00:00.000Z' }],
  ['window.start', { start: '2025-01-01T00:00:00.000Z', end: '2025-12-01T00:00:00.000Z' }],
])('is refused when its %s lies where nothing is planned', (field, window) => {
  const outcome = freeze.decide(
    { type: 'DeclareFreeze', ...holidays, window },
    { status: 'none' },
    { now: '2026-11-25T10:00:00.000Z', actor: { id: 'ada' } },
  );
  expect(outcome).toMatchObject({ rejected: 'WINDOW_OUT_OF_RANGE', details: { field } });
});
