import { Changes } from './changes.js';
import { ReleasePaused } from './planning/release-paused.js';
import { ReleaseResumed } from './planning/release-resumed.js';

const releaseId = 'shop-1.0.0';
const changes = Changes.of<string[]>()
  .on(ReleasePaused, (state, { data }) => [...state, `paused: ${data.reason}`])
  .on([ReleaseResumed], (state, { data }) => [...state, `resumed: ${data.reason}`]);

it('folds each fact with its own change', () => {
  const facts = [ReleasePaused.of({ releaseId, reason: 'wait' }), ReleaseResumed.of({ releaseId, reason: 'go' })];
  expect(facts.reduce<string[]>((state, fact) => changes.after(state, fact), [])).toEqual([
    'paused: wait',
    'resumed: go',
  ]);
});

it('leaves the state as it is for any other fact', () => {
  const state = ['paused: wait'];
  expect(changes.after(state, { type: 'dev.slipway.other.v1', data: {} })).toBe(state);
});

it('lists the facts in the order of their changes', () => {
  expect(changes.facts).toEqual([ReleasePaused, ReleaseResumed]);
});

it('refuses a second change for one fact', () => {
  expect(() => changes.on(ReleasePaused, (state) => state)).toThrow(/release.paused.v1' has a change already/);
});
